"""Lists that are too long for a page: what is chosen stays, and words find the rest, one page after the other."""

import unicodedata
from collections.abc import Sequence
from typing import Any, NamedTuple

from questions.text import visible

Choices = Sequence[tuple[str, Any]]

MOST_SHOWN = 50
"""A list that is no longer than this is shown as a whole."""
FOUND_SHOWN = 25
_LONGEST_WORDS = 200


class Found(NamedTuple):
    """How many of a long list the words find, and which page of these is shown."""

    offered: int
    number: int
    page: int

    @property
    def pages(self) -> int:
        """Return how many pages they take."""
        return -(-self.number // FOUND_SHOWN)


class SearchedMixin:
    """A field whose choices are searched where they are many, so that the size of a form does not grow with them."""

    name: str
    data: Any
    choices: Any
    words = ""
    """What is searched for."""
    page = 1
    found: Found | None = None
    """What the search came to; None where all choices are shown."""
    is_search_asked = False
    """Whether words were typed that nothing was searched for yet."""
    is_sought = False
    """Whether the form is shown for what is searched for here."""

    @property
    def words_box(self) -> str:
        """Return the name of the box for the words."""
        return f"{self.name}-words"

    @property
    def found_box(self) -> str:
        """Return the name of the hidden field that says what the shown ones were found by."""
        return f"{self.name}-found"

    def process(self, formdata: Any, *data: Any, **more: Any) -> None:
        """Read what is chosen and what is searched for."""
        super().process(formdata, *data, **more)  # type: ignore[misc]  # of the field that this is mixed into
        if formdata:
            self.words = " ".join(visible(formdata.get(self.words_box, ""))[:_LONGEST_WORDS].split())
            self.is_search_asked = self.words != formdata.get(self.found_box, "")
            self.is_sought = bool(self.words)

    def narrow(self, offered: Choices) -> None:
        """Offer a list, or of a long one what is chosen and a page of what the words find.

        What is chosen is always shown, even when it is not on offer: it must not get lost silently.
        """
        chosen = self.data if isinstance(self.data, list) else [self.data]
        known = {value for value, _label in offered}
        unknown = [(value, value) for value in chosen if value and value not in known]
        if len(offered) <= MOST_SHOWN:
            self.choices = [*offered, *unknown]
            return
        hits = [choice for choice in offered if choice[0] not in chosen and self._fits(*choice)] if self.words else []
        self.found = Found(len(known - {""}), len(hits), 1)
        self.found = self.found._replace(page=max(1, min(self.page, self.found.pages)))
        start = (self.found.page - 1) * FOUND_SHOWN
        kept = [choice for choice in offered if not choice[0] or choice[0] in chosen]
        self.choices = [*kept, *unknown, *hits[start : start + FOUND_SHOWN]]

    def _fits(self, value: str, label: Any) -> bool:
        text = _folded(f"{label} {value}")
        return bool(value) and all(word in text for word in _folded(self.words).split())


def is_sought(field: Any) -> bool:
    """Tell whether somebody is searching for what to choose in a field."""
    return getattr(field, "is_sought", False)


def _folded(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold()
