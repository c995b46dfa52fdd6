"""A page as a visitor gets it, and the checks that every page must stand."""

from collections import Counter

import html5lib
from bs4 import BeautifulSoup, Tag

NO_LABEL_NEEDED = {"hidden", "submit", "button"}


class Page:
    """An answer of the application with its parsed HTML."""

    def __init__(self, status: int, address: str, body: str, headers: dict[str, str]) -> None:
        self.status = status
        self.address = address
        self.body = body
        self.headers = headers
        self.soup = BeautifulSoup(body, "html5lib")

    def text(self, selector: str = "main") -> str:
        """Return the visible text of the first match, spaces joined; fails when nothing matches."""
        found = self.soup.select_one(selector)
        assert found is not None, f"nothing matches {selector} on {self.address}"
        return " ".join(found.get_text(" ").split())

    def all(self, selector: str) -> list[Tag]:
        """Return all matches."""
        return list(self.soup.select(selector))

    def has(self, selector: str) -> bool:
        """Tell whether something matches."""
        return self.soup.select_one(selector) is not None

    def check(self) -> None:
        """Fail unless the page is strict HTML, has one h1, unique ids, labelled fields and no inline code."""
        html5lib.HTMLParser(strict=True).parse(self.body)
        html = self.soup.find("html")
        assert isinstance(html, Tag), self.address
        assert html.get("lang"), f"no lang on {self.address}"
        headings = self.all("h1")
        assert len(headings) == 1, f"{len(headings)} h1 on {self.address}"
        self._check_title(headings[0])
        self._check_ids()
        self._check_fields()
        assert not self.all("[style]"), f"inline style on {self.address}"
        assert not [tag for tag in self.all("script:not([src])") if not tag.get("nonce")], f"script on {self.address}"

    def _check_title(self, heading: Tag) -> None:
        title = self.text("title")
        for prefix in ("Error: ", "Error:", "エラー：", "エラー:"):
            title = title.removeprefix(prefix)
        words = " ".join(heading.get_text(" ").split())
        assert title.strip().startswith(words), f"title {title!r} does not begin with h1 {words!r} on {self.address}"

    def _check_ids(self) -> None:
        counted = Counter(tag["id"] for tag in self.all("[id]"))
        assert not [name for name, number in counted.items() if number > 1], f"repeated ids on {self.address}"
        for attribute in ("aria-describedby", "aria-labelledby", "for"):
            for tag in self.all(f"[{attribute}]"):
                for name in str(tag[attribute]).split():
                    assert name in counted, f"{attribute}={name} leads nowhere on {self.address}"

    def _check_fields(self) -> None:
        labelled = {tag["for"] for tag in self.all("label[for]")}
        for field in self.all("input, select, textarea"):
            if field.get("type") in NO_LABEL_NEEDED:
                continue
            named = field.get("id") in labelled or field.get("aria-label") or field.get("aria-labelledby")
            assert named or field.find_parent("label"), f"no label for {field.get('name')} on {self.address}"
