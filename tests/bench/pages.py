"""What a learner needs of a page: its forms and where its main link leads. Made to cost little beside the servers."""

import re
from dataclasses import dataclass
from html import unescape

from tests.bench.client import BadAnswer, Page

_FORM = re.compile(r"<form\b([^>]*)>(.*?)</form>", re.DOTALL)
_INPUT = re.compile(r"<input\b([^>]*)>")
_ATTRIBUTE = re.compile(r"""([\w-]+)(?:=(?:"([^"]*)"|'([^']*)'|([^\s>]+)))?""")
_MAIN_LINK = re.compile(r'<a class="btn btn-primary" href="([^"]+)"')


@dataclass(frozen=True)
class Form:
    """A form of a page: where it goes, its hidden fields, and what its choices offer."""

    action: str
    hidden: dict[str, str]
    offered: dict[str, list[str]]


def find_form(page: Page, *, sends_to: str = "", offers: str = "") -> Form:
    """Return the first form whose address ends with `sends_to` and that offers the choice `offers`."""
    for attributes, content in _FORM.findall(page.text):
        form = _form(_attributes(attributes).get("action") or page.address, content)
        if form.action.endswith(sends_to) and (not offers or offers in form.offered):
            return form
    raise BadAnswer(f"{page.address} has no such form")


def main_link(page: Page) -> str:
    """Return where the page's main link leads."""
    found = _MAIN_LINK.search(page.text)
    if found is None:
        raise BadAnswer(f"{page.address} has no main link")
    return unescape(found[1])


def _form(action: str, content: str) -> Form:
    hidden: dict[str, str] = {}
    offered: dict[str, list[str]] = {}
    for text in _INPUT.findall(content):
        attributes = _attributes(text)
        name, value = attributes.get("name", ""), attributes.get("value", "")
        if attributes.get("type") == "hidden":
            hidden[name] = value
        else:
            offered.setdefault(name, []).append(value)
    return Form(action, hidden, offered)


def _attributes(text: str) -> dict[str, str]:
    return {name: unescape(double or single or bare) for name, double, single, bare in _ATTRIBUTE.findall(text)}
