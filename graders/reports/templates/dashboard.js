
"use strict";
// Sorting, filtering and, where a server is behind the page, news. Everything is readable without.
(() => {
  const chosen = { sort: null, down: false, text: "", state: "", check: "", cluster: "" };
  const one = (selector) => document.querySelector(selector);
  const all = (selector) => Array.from(document.querySelectorAll(selector));
  const order = new Intl.Collator(document.documentElement.lang, { numeric: true });

  function sorted(rows) {
    if (chosen.sort === null) return rows;
    const key = (row) => row.cells[chosen.sort].dataset.value;
    const compare = (a, b) => {
      const left = key(a), right = key(b);
      if (left === "" || right === "") return (left === "") - (right === "");
      const numbers = [Number(left), Number(right)];
      const found = numbers.some(Number.isNaN) ? order.compare(left, right) : numbers[0] - numbers[1];
      return chosen.down ? -found : found;
    };
    return rows.sort(compare);
  }

  function shown(row) {
    const data = row.dataset;
    return (chosen.text === "" || row.textContent.toLowerCase().includes(chosen.text)) &&
      (chosen.state === "" || data.state === chosen.state) &&
      (chosen.check === "" || data.failed.split(" ").includes(chosen.check)) &&
      (chosen.cluster === "" || data.cluster === chosen.cluster);
  }

  function apply() {
    const body = one("#students tbody");
    if (!body) return;
    const rows = Array.from(body.rows);
    sorted(rows).forEach((row) => { row.hidden = !shown(row); });
    body.append(...rows);
    all("#students th[aria-sort]").forEach((head) => {
      const mine = head.cellIndex === chosen.sort;
      head.setAttribute("aria-sort", mine ? (chosen.down ? "descending" : "ascending") : "none");
    });
    const count = one("#shown");
    const words = count.dataset.words.replace("{shown}", rows.filter((row) => !row.hidden).length);
    if (count.textContent !== words) count.textContent = words;
    one("#filter-text").value = one("#filter-text").value || chosen.text;
    one("#filter-state").value = chosen.state;
    one("#filter-check").value = chosen.check;
    one("#clear").hidden = !(chosen.text || chosen.state || chosen.check || chosen.cluster);
  }

  document.addEventListener("input", (event) => {
    const control = event.target;
    if (control.id === "filter-text") chosen.text = control.value.trim().toLowerCase();
    else if (control.id === "filter-state") chosen.state = control.value;
    else if (control.id === "filter-check") chosen.check = control.value;
    else return;
    apply();
  });

  document.addEventListener("click", (event) => {
    const control = event.target.closest("button");
    if (!control) return;
    if (control.dataset.sort !== undefined) {
      const column = control.closest("th").cellIndex;
      chosen.down = chosen.sort === column ? !chosen.down : control.dataset.sort === "down";
      chosen.sort = column;
    } else if (control.id === "clear") {
      Object.assign(chosen, { text: "", state: "", check: "", cluster: "" });
      one("#filter-text").value = "";
      one("#filter-text").focus();
    } else if (control.dataset.show !== undefined) {
      Object.assign(chosen, { text: "", state: "", check: "", cluster: control.dataset.cluster || "" });
      one("#filter-text").value = "";
      if (control.dataset.check) chosen.check = control.dataset.check;
      if (control.dataset.state) chosen.state = control.dataset.state;
      one("#students").scrollIntoView();
      one("#students-title").focus();
    } else return;
    apply();
  });

  apply();

  const live = one("[data-news]");
  if (!live) return;
  let version = live.dataset.version;

  // The page as it is now takes the place of the old one; what was opened, typed, sorted and
  // looked at stays.
  function take(text) {
    const fresh = new DOMParser().parseFromString(text, "text/html");
    const open = all("details[open][id]").map((each) => each.id);
    const focus = document.activeElement && document.activeElement.id;
    const typed = one("#filter-text") ? one("#filter-text").value : "";
    const [x, y] = [window.scrollX, window.scrollY];
    one("main").replaceWith(document.adoptNode(fresh.querySelector("main")));
    one("header").replaceWith(document.adoptNode(fresh.querySelector("header")));
    open.forEach((id) => { const each = document.getElementById(id); if (each) each.open = true; });
    if (one("#filter-text")) one("#filter-text").value = typed;
    apply();
    window.scrollTo(x, y);
    const before = focus && document.getElementById(focus);
    if (before) before.focus({ preventScroll: true });
  }

  async function ask() {
    try {
      const answer = await fetch("news", { cache: "no-store" });
      if (!answer.ok) throw new Error(String(answer.status));
      const news = await answer.json();
      const bar = one("#live progress");
      one("#live").hidden = !news.text;
      if (bar) { bar.max = Math.max(1, news.total); bar.value = news.done; }
      if (one("#live-text").textContent !== news.text) one("#live-text").textContent = news.text;
      if (news.version !== version) {
        const page = await fetch(location.href, { cache: "no-store" });
        if (page.ok) {
          take(await page.text());
          version = one("[data-news]").dataset.version;
        }
      }
    } catch (problem) {
      one("#live").hidden = false;
      one("#live-text").textContent = one("[data-news]").dataset.lost;
    }
    window.setTimeout(ask, 2000);
  }
  window.setTimeout(ask, 1000);
})();
