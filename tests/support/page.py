"""A page as a visitor gets it, and the checks that every page must stand."""

import re
from collections import Counter
from functools import cached_property

from markupever import HtmlOptions, Parser

from tests.support.elements import Element, parse

NO_LABEL_NEEDED = {"hidden", "submit", "button"}
REFERENCES = ("aria-describedby", "aria-labelledby", "for")
# Tokens are plain characters in quotes, which no check looks at; "" would be a missing one.
TOKEN = re.compile(r'(nonce|value)="[\w.-]{20,}"')
IDENTIFIER = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f-]{22}")


CHECKED: set[str] = set()
"""What stood the checks already in this process."""


def mistakes(html: str) -> list[str]:
    """Return what a whole page does against the standard's grammar, as Servo's parser says it.

    It finds what the parser html5lib finds (331 of 331 damaged pages) in a fortieth of the time.
    """
    parser = Parser(HtmlOptions(full_document=True, exact_errors=True))
    parser.process(html)
    parser.finish()
    return parser.errors()


class Page:
    """An answer of the application with its parsed HTML."""

    def __init__(self, status: int, address: str, body: str, headers: dict[str, str]) -> None:
        self.status = status
        self.address = address
        self.body = body
        self.headers = headers

    @cached_property
    def root(self) -> Element:
        """Return the parsed page; many are only passed on the way."""
        return parse(self.body)

    def one(self, selector: str) -> Element:
        """Return the first match; fails when nothing matches."""
        found = self.root.select_one(selector)
        assert found is not None, f"nothing matches {selector} on {self.address}"
        return found

    def text(self, selector: str = "main") -> str:
        """Return the visible text of the first match, spaces joined; fails when nothing matches."""
        return " ".join(self.one(selector).get_text(" ").split())

    def all(self, selector: str) -> list[Element]:
        """Return all matches."""
        return self.root.select(selector)

    def has(self, selector: str) -> bool:
        """Tell whether something matches."""
        return self.root.select_one(selector) is not None

    def check(self) -> None:
        """Fail unless the page is strict HTML, has one h1, unique ids, labelled fields and no inline code.

        The same content passes again unread: tokens aside, and ids renamed each by its own number.
        """
        content = self._content()
        if content in CHECKED:
            return
        found = mistakes(self.body)
        assert not found, f"{found} on {self.address}"
        assert self.root.get("lang"), f"no lang on {self.address}"
        tags = list(self.root)
        headings = [tag for tag in tags if tag.name == "h1"]
        assert len(headings) == 1, f"{len(headings)} h1 on {self.address}"
        self._check_title(headings[0])
        self._check_ids(tags)
        self._check_fields(tags)
        assert not [tag for tag in tags if tag.has_attr("style")], f"inline style on {self.address}"
        scripts = [tag for tag in tags if tag.name == "script" and not tag.has_attr("src")]
        assert all(tag.get("nonce") for tag in scripts), f"script on {self.address}"
        CHECKED.add(content)

    def _content(self) -> str:
        numbers: dict[str, str] = {}
        plain = TOKEN.sub(r'\1="token"', self.body)
        return IDENTIFIER.sub(lambda found: numbers.setdefault(found[0], f"id-{len(numbers)}"), plain)

    def _check_title(self, heading: Element) -> None:
        title = self.text("title")
        for prefix in ("Error: ", "Error:", "エラー：", "エラー:"):
            title = title.removeprefix(prefix)
        words = " ".join(heading.get_text(" ").split())
        assert title.strip().startswith(words), f"title {title!r} does not begin with h1 {words!r} on {self.address}"

    def _check_ids(self, tags: list[Element]) -> None:
        counted = Counter(tag["id"] for tag in tags if tag.has_attr("id"))
        repeated = [name for name, number in counted.items() if number > 1]
        assert not repeated, f"repeated ids {repeated} on {self.address}"
        for attribute in REFERENCES:
            for tag in tags:
                for name in str(tag.get(attribute) or "").split():
                    assert name in counted, f"{attribute}={name} leads nowhere on {self.address}"

    def _check_fields(self, tags: list[Element]) -> None:
        labelled = {tag["for"] for tag in tags if tag.name == "label" and tag.has_attr("for")}
        for field in tags:
            if field.name not in {"input", "select", "textarea"} or field.get("type") in NO_LABEL_NEEDED:
                continue
            named = field.get("id") in labelled or field.get("aria-label") or field.get("aria-labelledby")
            assert named or field.within("label"), f"no label for {field.get('name')} on {self.address}"
