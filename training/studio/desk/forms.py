"""The form of a desk: what is kept of a notice."""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

from flask_babel import get_locale, gettext
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import BooleanField, Field, HiddenField, SelectField, StringField, SubmitField, TextAreaField

from questions.notices import phrases
from questions.notices.adding import NotSuch, NotThere, Wanted, added
from questions.notices.desk import DETAILS as POSSIBLE
from questions.notices.desk import Desk, Entry, Kind, as_typed, is_sound
from training.forms.pieces import number_in
from training.forms.quick_select import QuickSelectField
from training.studio.desk.entries import DETAILS, FIXED, KINDS, SENTENCES, UNSOUND
from training.studio.forms.incident import DATA_TYPES

_ADDED = [(kind, label) for kind, label in KINDS.items() if kind not in FIXED]
MOST_AT_A_GLANCE = 60
"""Entries; on a desk with more the kinds are folded."""


class Row:
    """The fields of one entry on the desk, and what somebody else wrote there meanwhile."""

    def __init__(self, form: "DeskForm", entry: Entry) -> None:
        self.entry, self.theirs = entry, form.theirs.get(entry.key)
        self.kept, self.value, self.detail = (form[f"{name}_{entry.key}"] for name in ("kept", "value", "detail"))
        self.removed = form[f"removed_{entry.key}"] if entry.is_own else None

    @property
    def errors(self) -> list[Any]:
        """List what is wrong with it."""
        return [*self.value.errors, *self.detail.errors]

    @property
    def wants_a_look(self) -> bool:
        """Tell whether its author should see it before saving."""
        return bool(self.errors or self.theirs)


class Group(NamedTuple):
    """The entries of a kind; on a long desk they are folded unless one of them wants a look."""

    kind: str
    rows: list[Row]
    is_open: bool

    @property
    def kept(self) -> int:
        """Return how many of them are kept."""
        return sum(bool(row.kept.data) for row in self.rows)

    @property
    def disputed(self) -> int:
        """Return how many the notice contradicts elsewhere."""
        return sum(row.entry.disputed for row in self.rows)


class DeskForm(FlaskForm):
    """All entries of a desk; `for_desk` adds their fields, and those of one more."""

    desk: Desk
    theirs: Mapping[str, Entry]
    trusts_entries = True
    """What nobody changed was read or checked before."""
    edition = HiddenField()
    added_kind = SelectField(_l("Kind of entry"), choices=_ADDED, validate_choice=False)
    added_words = StringField(
        _l("Words of the notice"),
        description=_l("Select them in the notice, or copy them from it."),
    )
    added_near = HiddenField()
    adds = SubmitField(_l("Add the entry"))
    goes_on = SubmitField(_l("Save and write the incident"))

    @property
    def rows(self) -> list[Row]:
        """List the entries with their fields."""
        return [Row(self, entry) for entry in self.desk.entries]

    @property
    def groups(self) -> list[Group]:
        """List the kinds of entries in their order, each with its entries."""
        rows, short = self.rows, len(self.desk.entries) <= MOST_AT_A_GLANCE
        found = [(kind, [row for row in rows if row.entry.kind.value == kind]) for kind in KINDS]
        return [Group(kind, group, short or any(row.wants_a_look for row in group)) for kind, group in found if group]

    def corrected(self) -> Desk | None:
        """Return the desk that the form says, or None when errors stand in the form."""
        entries = []
        for row in self.rows:
            if row.removed and row.removed.data:
                continue
            value = as_typed(row.entry.kind, row.value.data or "")
            detail = _typed_detail(row)
            changes: dict[str, Any] = {"kept": bool(row.kept.data)}
            is_typed = not self.trusts_entries or (value, detail) != (row.entry.value, row.entry.detail)
            if row.entry.kind.value not in FIXED and is_typed:
                if not is_sound(row.entry.kind, value, detail):
                    message = UNSOUND.get(row.entry.kind.value) or gettext("This can't be empty.")
                    row.value.errors = [*row.value.errors, message]
                changes |= {"value": value, "detail": detail}
            entries.append(row.entry.model_copy(update=changes))
        return None if self.errors else self.desk.model_copy(update={"entries": tuple(entries)})

    def with_added(self, text: str) -> Desk | None:
        """Return what the form says with the entry that it adds, or None when errors stand in the form."""
        desk, words = self.corrected(), (self.added_words.data or "").strip()
        if not words and self.adds.data:
            message = gettext("Select the words in the notice that you want to add, or copy them from it.")
            self.added_words.errors = [message]
            return None
        if desk is None or not words:
            return desk
        if self.added_kind.data not in KINDS.keys() - FIXED:
            self.added_kind.errors = [gettext("Choose the kind of entry.")]
            return None
        wanted = Wanted(kind=self.added_kind.data, words=words, near=number_in(self.added_near.data))
        try:
            return added(desk, text, wanted)
        except NotThere:
            self.added_words.errors = [gettext("The notice does not say this. Copy the words exactly.")]
        except NotSuch:
            self.added_words.errors = [
                gettext("These words can’t be read as an entry of this kind. Choose another kind, or other words.")
            ]
        return None


def for_desk(desk: Desk, edition: int) -> DeskForm:
    """Return the form of a desk, with what was sent or else with what is stored."""
    return _form(desk, {})(edition=edition)


def for_joined(desk: Desk, theirs: Mapping[str, Entry], edition: int) -> DeskForm:
    """Return the form of a desk that two authors changed at once; `theirs` is what the other wrote elsewhere."""
    return _form(desk, theirs)(formdata=None, edition=edition)


def _form(desk: Desk, theirs: Mapping[str, Entry]) -> type[DeskForm]:
    fields: dict[str, Any] = {"desk": desk, "theirs": theirs}
    for entry in desk.entries:
        fields |= fields_of(entry)
    return type("DeskFormOfNotice", (DeskForm,), fields)


def fields_of(entry: Entry) -> dict[str, Any]:
    """Return the fields of an entry by their names."""
    return {f"{name}_{entry.key}": field for name, field in _fields(entry).items()}


def _fields(entry: Entry) -> dict[str, Any]:
    value: Any = StringField(_l("Value"), default=entry.value)
    if entry.kind.value in SENTENCES:
        value = TextAreaField(_l("Value"), default=entry.value, render_kw={"rows": 3})
    if choices := _values(entry.kind, entry.value):
        value = QuickSelectField(_l("Value"), default=entry.value, choices=choices)
    details = _details(entry.kind)
    detail: Field = HiddenField(default=entry.detail)
    if entry.kind is Kind.TOLD:
        detail = StringField(_l("On which day"), default=entry.detail)
    elif details:
        detail = QuickSelectField(_l("Meaning"), default=entry.detail, choices=details)
    own = {"removed": BooleanField(_l("Delete"))} if entry.is_own else {}
    return {"kept": BooleanField(_l("Keep"), default=entry.kept), "value": value, "detail": detail, **own}


def _typed_detail(row: Row) -> str:
    kind = row.entry.kind
    if kind is Kind.TOLD:
        return as_typed(Kind.DATE, row.detail.data or "").strip()
    return (row.detail.data or "") if _details(kind) else row.entry.detail


def _values(kind: Kind, value: str) -> Sequence[tuple[str, str]]:
    """Return what the value may be, where it is a name of a vocabulary."""
    if kind.value == "data":
        return [(name, str(label)) for name, label in DATA_TYPES]
    if kind.value in {"noticed", "told", "party"}:
        language = str(get_locale())
        named = [(key, names.get(language, names["en"])) for key, names in phrases.PARTIES.items()]
        return named if value in phrases.PARTIES else [(value, value), *named]
    return ()


def _details(kind: Kind) -> Sequence[tuple[str, str]]:
    return _details_in(kind, str(get_locale()))


@lru_cache(maxsize=64)
def _details_in(kind: Kind, _language: str) -> Sequence[tuple[str, str]]:
    """Return what may stand beside a value, named once in each language however many entries ask."""
    return tuple((name, str(DETAILS[name])) for name in POSSIBLE.get(kind, ()))
