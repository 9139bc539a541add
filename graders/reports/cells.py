"""A notebook's cells as HTML in which nothing runs, loads or leads elsewhere.

Three kinds of text come here, all of them a student's: Markdown, code, and tables that an output
holds as HTML. Markdown is rendered without raw HTML; what came of it, and every table, goes through
nh3 (a browser's own parser and an allow-list), so no form of broken HTML means one thing here and
another in a browser. Links and pictures of Markdown are left out: their text stays.
"""

from __future__ import annotations

from functools import cache, lru_cache
from typing import TYPE_CHECKING

from markupsafe import Markup

from graders.reports.shown import visible

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_core import StateCore
    from pygments.lexer import Lexer

_TABLE = frozenset({"caption", "table", "tbody", "td", "tfoot", "th", "thead", "tr"})
_WORDS = frozenset({"b", "br", "code", "del", "em", "i", "s", "strong", "sub", "sup"})
_BLOCKS = frozenset(
    {"blockquote", "div", "h3", "h4", "h5", "h6", "hr", "li", "ol", "p", "pre", "ul"}
)
_SPANS = {"td": {"colspan", "rowspan"}, "th": {"colspan", "rowspan"}}
_WHOLLY = frozenset({"script", "style", "title", "template", "noscript", "iframe", "object", "svg"})
"""Elements whose text goes with them."""

MARKDOWN = 60_000
CODE = 60_000
"""Characters; more is shown plain, as it stands."""
_DEPTH = 20


@lru_cache(maxsize=2048)
def markdown_html(source: str) -> Markup:
    """A text cell. Headings begin at the third level: the page's own stand above them."""
    text = visible(source)
    if len(text) > MARKDOWN:
        return Markup("<pre>{}</pre>").format(text[:MARKDOWN] + " …")
    return _clean(_markdown().render(text), _TABLE | _WORDS | _BLOCKS)


@lru_cache(maxsize=2048)
def code_html(source: str) -> Markup:
    """A code cell's text with classes for keywords, names, text, numbers and comments."""
    from pygments import highlight
    from pygments.formatters.html import HtmlFormatter

    text = visible(source)
    if len(text) > CODE:
        return Markup.escape(text[:CODE] + " …")
    # Pygments escapes what it is given; nothing else of it reaches the page.
    return Markup(highlight(text, _python(), HtmlFormatter(nowrap=True, classprefix="k-")))  # noqa: S704


def table_html(html: str) -> Markup:
    """An output's table: rows, cells and their text, without styles or classes."""
    return _clean(visible(html), _TABLE | _WORDS | {"div", "p", "pre", "hr"})


def _clean(html: str, tags: frozenset[str]) -> Markup:
    import nh3

    cleaned = nh3.clean(
        html,
        tags=set(tags),
        clean_content_tags=set(_WHOLLY),
        attributes={tag: set(names) for tag, names in _SPANS.items()},
        url_schemes=set(),
        link_rel=None,
    )
    return Markup(cleaned)  # noqa: S704 - this is the sanitiser


@cache
def _markdown() -> MarkdownIt:
    from markdown_it import MarkdownIt

    made = MarkdownIt("commonmark", {"html": False, "maxNesting": _DEPTH})
    made = made.enable(["table", "strikethrough"])
    made.core.ruler.push("headings", _lower_headings)
    return made


def _lower_headings(state: StateCore) -> None:
    for token in state.tokens:
        if token.type in {"heading_open", "heading_close"}:
            token.tag = f"h{min(int(token.tag[1]) + 2, 6)}"


@cache
def _python() -> Lexer:
    from pygments.lexers.python import PythonLexer

    return PythonLexer(stripnl=False, ensurenl=False)
