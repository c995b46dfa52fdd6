"""Fields for the short names of a vocabulary: authors pick words, and may add a name of their own."""

import re
import unicodedata
from collections.abc import Iterator
from typing import Any

from questions.text import visible
from training.forms.keys import as_key
from training.forms.pieces import Pick, Ticks

_KEY = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_BETWEEN = re.compile(r"[,、，;\n]")


def name_of(typed: str) -> str:
    """Return what somebody typed as a short name; unchanged where it can't be one, for the document to refuse."""
    plain = unicodedata.normalize("NFKC", typed).strip()
    if _KEY.fullmatch(plain) or not plain.isascii():
        return plain
    return as_key(plain, most_words=20) or plain


class _OwnBox:
    """The box beside a list of names, in which authors write what is not on the list."""

    own = ""
    """What was typed there and can't be a name."""
    name: str

    @property
    def own_box(self) -> str:
        """Return the name of the box."""
        return f"{self.name}-own"

    def _read_own(self, formdata: Any) -> list[str]:
        """Return the names in the box, and keep there what is none."""
        typed = [name_of(part) for part in _BETWEEN.split(formdata.get(self.own_box, "")) if part.strip()]
        self.own = ", ".join(visible(name) for name in typed if not _KEY.fullmatch(name))
        return typed


class Names(_OwnBox, Ticks):
    """Any names of a vocabulary as tick boxes, those of the document first and in its order."""

    def process(self, formdata: Any, *data: Any, **more: Any) -> None:
        """Read the ticks and the box."""
        super().process(formdata, *data, **more)
        if formdata:
            self.data = list(dict.fromkeys([*(self.data or []), *self._read_own(formdata)]))

    def iter_choices(self) -> Iterator[Any]:
        """Yield what can be ticked, what is ticked first; a name that can't be one stands in the box alone."""
        places = {name: place for place, name in enumerate(self.data or [])}
        offered: list[Any] = [*super().iter_choices()]
        shown = [choice for choice in offered if choice.value not in places or _KEY.fullmatch(choice.value)]
        return iter(sorted(shown, key=lambda choice: places.get(choice.value, len(places))))

    @property
    def picked(self) -> list[str]:
        """Return what is ticked, in words."""
        offered: Any = self.choices or ()
        words = {value: str(label) for value, label in offered}
        return [words.get(name, name) for name in self.data or []]


class Name(_OwnBox, Pick):
    """One name of a vocabulary, or a new one; the new one counts."""

    def process(self, formdata: Any, *data: Any, **more: Any) -> None:
        """Read the list and the box."""
        super().process(formdata, *data, **more)
        typed = self._read_own(formdata) if formdata else []
        if typed:
            self.data = typed[0] if len(typed) == 1 else " ".join(typed)
            self.own = "" if _KEY.fullmatch(self.data) else self.data

    def iter_choices(self) -> Iterator[Any]:
        """Yield what can be picked; a name that can't be one stands in the box alone."""
        offered: list[Any] = [*super().iter_choices()]
        return (choice for choice in offered if not choice.value or _KEY.fullmatch(choice.value))
