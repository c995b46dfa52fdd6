"""What of a form stands open when its page comes: what needs to be written or looked at. The rest is summed up."""

from collections.abc import Iterable
from typing import Any, NamedTuple

from training.forms.parts import DocumentForm, PartField, Rows, count_errors, fields_of, needs_look
from training.forms.pieces import Localised, Pick, PieceMixin, TextBox, Tick
from training.i18n import language

_LONGEST = 90


class ShownChapter(NamedTuple):
    """A chapter with its fields: whether it stands open, what is wrong in it, and its rows where it is one list.

    `gist` says in short what holds where values are mostly left as they come.
    """

    name: str
    title: Any
    fields: list[Any]
    is_open: bool
    errors: int
    is_blank: bool
    rows: int | None
    gist: str
    hint: Any

    @property
    def is_list(self) -> bool:
        """Tell whether the chapter is one list of rows, which needs no heading of its own."""
        return self.rows is not None


def chapters_of(form: DocumentForm) -> list[ShownChapter]:
    """Return the chapters of a form, in their order."""
    shown = []
    for chapter in form.chapters:
        fields = [form[name] for name in chapter.fields]
        wrong = sum(count_errors(field) for field in fields)
        blank = not any(_is_filled(field) for field in fields)
        rows = len(fields[0].entries) if len(fields) == 1 and isinstance(fields[0], Rows) else None
        # An empty list is short, and its buttons are what an author looks for.
        may_fold = chapter.settled or (rows is None and all(getattr(field, "optional", False) for field in fields))
        is_open = not (may_fold and blank) or wrong > 0 or any(needs_look(field) for field in fields)
        usual = _in_short(fields) if chapter.settled else ""
        shown.append(
            ShownChapter(chapter.name, chapter.title, fields, is_open, wrong, blank, rows, usual, chapter.hint)
        )
    return shown


def _is_filled(field: Any) -> bool:
    """Tell whether a field says anything but what it proposes by itself."""
    if isinstance(field, PartField):
        return field.is_used
    if isinstance(field, Rows):
        return any(entry.is_used for entry in field.entries)
    if isinstance(field, Tick):
        return bool(field.data) != bool(field.default)
    return bool(field.piece() if isinstance(field, PieceMixin) else field.data) and field.data != field.default


def gist(entry: Any) -> str:
    """Return what a row says in short: the fields that its form names in `gist`, else its first text."""
    named = getattr(entry.form, "gist", ())
    fields = [entry.form[name] for name in named] or [
        field for _name, field in fields_of(entry.form) if isinstance(field, Localised)
    ][:1]
    return _in_short(fields)


def _in_short(fields: Iterable[Any]) -> str:
    return " · ".join(words for field in fields if (words := " ".join(_words(field).split())))


def _words(field: Any) -> str:
    if isinstance(field, Localised):
        texts = [field.texts.get(language(), ""), *field.texts.values()]
        return next((text for text in texts if text.strip()), "")
    if isinstance(field, Pick):
        choices: Any = field.choices
        return next((str(label) for value, label in choices if value and value == field.data), "")
    if isinstance(field, Tick):
        return str(field.label.text) if field.data else ""
    if isinstance(field, PartField):
        return gist(field) if field.is_used else ""
    if isinstance(field, TextBox) and field.number and field.piece():
        return f"{field.label.text}: {field.piece()}"
    return str(field.data or "")


def named_rows(rows: Rows, text: str) -> list[tuple[str, str]]:
    """Offer the rows that have a key by the beginning of a text in them, or by their number."""
    rows.name_rows()
    return [
        (row.form["key"].data, _beginning(_words(row.form[text])) or f"{rows.one} {number}")
        for number, row in enumerate(rows.entries, 1)
        if row.form["key"].data
    ]


def _beginning(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= _LONGEST else words[:_LONGEST] + "…"
