"""Cells as HTML: whatever a student writes, a browser finds nothing in it that runs or loads."""

import re

import pytest
from bleach.html5lib_shim import HTMLParser, getTreeWalker
from hypothesis import given
from hypothesis import strategies as st

from graders.reports.cells import code_html, markdown_html, table_html

ALLOWED = {
    "b", "blockquote", "br", "caption", "code", "del", "div", "em", "h3", "h4", "h5", "h6", "hr", "i",
    "li", "ol", "p", "pre", "s", "span", "strong", "sub", "sup", "table", "tbody", "td", "tfoot", "th",
    "thead", "tr", "ul", "colgroup",
}  # fmt: skip


def elements(html):
    """Every element that a browser's parser finds, with its attributes."""
    walker = getTreeWalker("etree")
    for token in walker(HTMLParser(namespaceHTMLElements=False).parseFragment(html)):
        if token["type"] in {"StartTag", "EmptyTag"}:
            yield token["name"], {name: value for (_, name), value in token["data"].items()}


ATTACKS = (
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<svg onload=alert(1)><script>1</script></svg>",
    "<a href='javascript:alert(1)'>x</a>",
    "[x](javascript:alert(1))",
    "![x](https://example.org/x.png)",
    "<https://example.org>",
    "[x]: https://example.org\n\n[x]",
    "<iframe srcdoc='<script>1</script>'></iframe>",
    "<style>@import 'https://example.org/x.css'</style>",
    "<div style='background:url(https://example.org)'>x</div>",
    "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>",
    "<table><tr><td onclick=alert(1) background=https://example.org/x>1</td></tr></table>",
    "<form action=https://example.org><button>x</button></form>",
    "<meta http-equiv=refresh content='0;url=https://example.org'>",
    "<base href=https://example.org><link rel=stylesheet href=x>",
    "<details open ontoggle=alert(1)>x</details>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
    "<!--><img src=x onerror=alert(1)>-->",
    "<table><caption><template><script>1</script></template>",
    "\x1b]8;;https://example.org\x07link\x1b]8;;\x07",
    "a\u202etxt.exe\u2066",
    "\ud800 half",
    "<" * 3000 + "b>" * 3000,
    "> " * 500 + "deep",
    "- " * 500 + "deep",
    "`" * 5000,
    "[" * 5000,
    "*a_" * 3000,
)
RENDERERS = (markdown_html, code_html, table_html)


@pytest.mark.parametrize("render", RENDERERS)
@pytest.mark.parametrize("text", ATTACKS)
def test_attacks_come_to_nothing(render, text):
    html = str(render(text))
    html.encode()
    for name, attributes in elements(html):
        assert name in ALLOWED
        assert set(attributes) <= {"class", "colspan", "rowspan"}
        assert all(re.fullmatch(r"k-\w+|\d+", one) for one in attributes.values())
    assert not re.search("[\u202a-\u202e\u2066-\u2069\x1b]", html)


PIECES = st.sampled_from(
    ["<", ">", "</", "/>", "'", '"', "=", " ", "\n", "`", "[", "](", ")", "!", "&lt;", "&#x3c;",
     "script", "img", "svg", "style", "table", "td", "a", "math", "onerror=", "src=", "href=",
     "javascript:", "https://example.org", "<!--", "-->", "]]>", "<![CDATA[", "\x00", "\u202e",
     "text", "| a | b |\n|-|-|\n", "# ", "> ", "* "]
)  # fmt: skip


@pytest.mark.parametrize("render", RENDERERS)
@given(pieces=st.lists(PIECES, max_size=40))
def test_no_piece_of_html_comes_through(render, pieces):
    html = str(render("".join(pieces)))
    for name, attributes in elements(html):
        assert name in ALLOWED
        assert set(attributes) <= {"class", "colspan", "rowspan"}


def test_what_is_honest_is_shown():
    assert "<h3>Title</h3>" in markdown_html("# Title")
    assert "<td>1</td>" in markdown_html("| a |\n|---|\n| 1 |")
    assert '<span class="k-n">x</span>' in code_html("x = 1")
    rows = "<thead><tr><th></th><th>a</th></tr></thead><tbody><tr><th>0</th><td>1</td></tr></tbody>"
    table = f'<table border="1" class="dataframe">{rows}</table>'
    pandas = f"<div><style scoped>.a {{}}</style>{table}</div>"
    assert "<th>0</th><td>1</td>" in table_html(pandas)
    assert ".a {}" not in table_html(pandas)
