"""From an HTML page to its text: a line per block, no scripts, no navigation, no footer."""

import re
from collections.abc import Iterator
from html import unescape

from lxml import etree
from lxml import html as parser

from questions.notices.problems import Reason, Unreadable

_NEVER = frozenset(
    {"script", "style", "template", "noscript", "nav", "footer", "aside", "iframe", "object", "svg", "math", "canvas"}
    | {"select", "option", "button", "textarea", "input", "audio", "video", "map", "dialog"}
)
_BLOCKS = frozenset(
    {"address", "article", "blockquote", "body", "caption", "center", "dd", "details", "div", "dl", "dt", "fieldset"}
    | {"figcaption", "figure", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "html", "legend", "li"}
    | {"main", "ol", "p", "pre", "section", "summary", "table", "tbody", "tfoot", "thead", "title", "tr", "ul"}
)
_CELLS = frozenset({"td", "th"})
_ASIDE = re.compile(
    (
        r"(?:^|[\s_-])(?:breadcrumb|breadcrumbs|global-?nav|gnav|side-?bar|footer|cookie|share|sns"
        r"|pagetop|related)(?:$|[\s_-])"
    ),
    re.IGNORECASE,
)
_ROLES = frozenset({"navigation", "contentinfo", "complementary", "search", "dialog"})
_DECLARATION = re.compile(r"^\s{0,200}<\?xml[^>]{0,200}\?>")
_SCRIPT = re.compile(r"<(?:script|style)\b.*?(?:</(?:script|style)[^<>]{0,99}>?|\Z)", re.IGNORECASE | re.DOTALL)
_TAG = re.compile(r"<[/!a-zA-Z][^<>]{0,2000}>")
DEEPEST = 2_000
"""Elements within each other that the parser follows, nearly."""
_SPACE = re.compile(r"[ \t\r\n\f]+")


def text_of_html(source: str) -> str:
    """Return the words that a reader of the page would see as its content."""
    deep = parser.HTMLParser(huge_tree=True)  # the usual one loses what is nested in more than 255 elements
    try:
        document = parser.document_fromstring(_DECLARATION.sub("", source.replace("\x00", ""), count=1), parser=deep)
    except (etree.ParserError, ValueError) as error:
        raise Unreadable(Reason.EMPTY) from error
    words = _untagged(source) if _is_cut(document) else "".join(_pieces(document))
    lines = (_SPACE.sub(" ", line).strip() for line in words.split("\n"))
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def _is_cut(document: etree._Element) -> bool:
    """Tell whether a page is nested so deep that the parser left out what stands inside."""
    *_, last = document.iter()
    return sum(1 for _parent in last.iterancestors()) > DEEPEST


def _untagged(source: str) -> str:
    return unescape(_TAG.sub("\n", _SCRIPT.sub("", source)))


def _pieces(document: etree._Element) -> Iterator[str]:
    # An explicit stack: a page may be nested deeper than Python's calls may be.
    stack: list[etree._Element | str] = [document]
    while stack:
        item = stack.pop()
        if isinstance(item, str):
            yield item
            continue
        after = _opening_and_closing(item)
        if after is None:
            continue
        yield after[0]
        if item.text:
            yield _flat(item.text)
        rest: list[etree._Element | str] = []
        for child in item:
            rest.append(child)
            if child.tail:
                rest.append(_flat(child.tail))
        stack.append(after[1])
        stack += reversed(rest)


def _opening_and_closing(element: etree._Element) -> tuple[str, str] | None:
    """Return what stands around an element's words; None for one that has none to read."""
    if not isinstance(element.tag, str) or element.tag in _NEVER or element.get("hidden") is not None:
        return None
    if element.get("role") in _ROLES or element.get("aria-hidden") == "true" or "display:none" in _style(element):
        return None
    if element.tag not in {"html", "body", "main", "article"} and _ASIDE.search(
        f"{element.get('class') or ''} {element.get('id') or ''}"[:300]
    ):
        return None
    if element.tag == "br":
        return "\n", ""
    if element.tag in _BLOCKS:
        return "\n", "\n"
    return ("", " ") if element.tag in _CELLS else ("", "")


def _style(element: etree._Element) -> str:
    return (element.get("style") or "").replace(" ", "").lower()


def _flat(text: str) -> str:
    return _SPACE.sub(" ", text)
