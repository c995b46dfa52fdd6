"""Forms of the notice desk: pasting a notice, and what is kept of it."""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

from flask_babel import get_locale, gettext
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from flask_wtf.file import FileField
from wtforms import BooleanField, Field, HiddenField, SelectField, StringField, SubmitField, TextAreaField
from wtforms.validators import Length, Optional, Regexp

from training.forms.fields import TOO_LONG
from training.forms.pieces import number_in
from training.forms.quick_select import QuickSelectField
from training.studio.forms.incident import DATA_TYPES

if TYPE_CHECKING:
    from questions.notices.desk import Desk, Entry, Kind

KINDS = {
    "organisation": _l("Organisation"),
    "period": _l("Period"),
    "date": _l("Date"),
    "count": _l("How many"),
    "data": _l("Kind of data"),
    "noticed": _l("Who noticed it"),
    "told": _l("Who was told"),
    "party": _l("Who takes part"),
    "code": _l("Number in the association's checklist"),
    "measure": _l("Measure"),
    "topic": _l("Topic"),
    "control": _l("Proposed control"),
}
DETAILS = {
    "occurred": _l("it happened or began"),
    "detected": _l("it was noticed"),
    "stopped": _l("it was stopped"),
    "investigated": _l("it was investigated"),
    "reported": _l("it was reported to authorities"),
    "told": _l("the people concerned were told"),
    "announced": _l("it was announced"),
    "resumed": _l("the service was resumed"),
    "other": _l("something else"),
    "people": _l("people"),
    "records": _l("records"),
    "messages": _l("messages"),
    "devices": _l("devices or media"),
    "papers": _l("papers"),
    "organisations": _l("organisations"),
    "households": _l("households"),
    "accounts": _l("accounts"),
    "files": _l("files"),
    "boxes": _l("boxes"),
    "affected": _l("may have leaked"),
    "spared": _l("was not affected"),
}
"""What stands beside a value: what happened on a date, what a number counts, whether data was affected."""
HINTS: Mapping[str, object] = {
    "date": _l("2019, 2019-05 or 2019-05-09"),
    "period": _l("From and until with a slash: 2019-01-08/2019-05-09"),
    "count": _l("Figures only, such as 1244"),
}
FIXED = frozenset({"topic", "control"})
"""Kinds that are kept or not; their values are names of the bank."""
SENTENCES = frozenset({"measure"})
"""Kinds whose values are whole sentences of the notice."""
_ADDED = [(kind, label) for kind, label in KINDS.items() if kind not in FIXED]
MOST_AT_A_GLANCE = 60
"""Entries; on a desk with more the kinds are folded."""
_UNSOUND = {
    "date": _l("Write a date as 2019, 2019-05 or 2019-05-09."),
    "period": _l("Write a period as 2019-01-08/2019-05-09."),
    "count": _l("Write a number with figures only, such as 1244."),
}


class NoticeForm(FlaskForm):
    """A notice as text or as a file, and where it comes from."""

    text = TextAreaField(_l("Text of the notice"), description=_l("Paste the whole page; text or HTML."))
    file = FileField(_l("Or a file"), description=_l("Text (UTF-8, Shift_JIS, EUC-JP), HTML, Word (.docx) or PDF"))
    title = StringField(
        _l("Title"),
        validators=[Length(max=100, message=TOO_LONG)],
        description=_l("Empty: the first line of the notice."),
    )
    address = StringField(
        _l("Web address"),
        validators=[
            Optional(),
            Length(max=500, message=TOO_LONG),
            Regexp(r"https?://\S+$", message=_l("A web address begins with https:// or http://.")),
        ],
        description=_l("It begins with https://"),
    )


class Row:
    """The fields of one entry on the desk, and what somebody else wrote there meanwhile."""

    def __init__(self, form: "DeskForm", entry: "Entry") -> None:
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

    desk: "Desk"
    theirs: "Mapping[str, Entry]"
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

    def corrected(self) -> "Desk | None":
        """Return the desk that the form says, or None when errors stand in the form."""
        from questions.notices.desk import is_sound  # noqa: PLC0415 - few web processes read notices

        entries = []
        for row in self.rows:
            if row.removed and row.removed.data:
                continue
            value = (row.value.data or "").replace("\r\n", "\n").strip()
            detail = (row.detail.data or "") if _details(row.entry.kind) else row.entry.detail
            changes: dict[str, Any] = {"kept": bool(row.kept.data)}
            is_typed = not self.trusts_entries or (value, detail) != (row.entry.value, row.entry.detail)
            if row.entry.kind.value not in FIXED and is_typed:
                if not is_sound(row.entry.kind, value, detail):
                    message = _UNSOUND.get(row.entry.kind.value) or gettext("This can't be empty.")
                    row.value.errors = [*row.value.errors, message]
                changes |= {"value": value, "detail": detail}
            entries.append(row.entry.model_copy(update=changes))
        return None if self.errors else self.desk.model_copy(update={"entries": tuple(entries)})

    def with_added(self, text: str) -> "Desk | None":
        """Return what the form says with the entry that it adds, or None when errors stand in the form."""
        from questions.notices.adding import NotSuch, NotThere, Wanted, added  # noqa: PLC0415 - as above

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
            self.added_words.errors = [gettext("These words are no such thing. Choose another kind, or other words.")]
        return None


def for_desk(desk: "Desk", edition: int) -> DeskForm:
    """Return the form of a desk, with what was sent or else with what is stored."""
    return _form(desk, {})(edition=edition)


def for_joined(desk: "Desk", theirs: "Mapping[str, Entry]", edition: int) -> DeskForm:
    """Return the form of a desk that two authors changed at once; `theirs` is what the other wrote elsewhere."""
    return _form(desk, theirs)(formdata=None, edition=edition)


def _form(desk: "Desk", theirs: "Mapping[str, Entry]") -> type[DeskForm]:
    fields: dict[str, Any] = {"desk": desk, "theirs": theirs}
    for entry in desk.entries:
        fields |= fields_of(entry)
    return type("DeskFormOfNotice", (DeskForm,), fields)


def fields_of(entry: "Entry") -> dict[str, Any]:
    """Return the fields of an entry by their names."""
    return {f"{name}_{entry.key}": field for name, field in _fields(entry).items()}


def _fields(entry: "Entry") -> dict[str, Any]:
    value: Any = StringField(_l("Value"), default=entry.value)
    if entry.kind.value in SENTENCES:
        value = TextAreaField(_l("Value"), default=entry.value, render_kw={"rows": 3})
    if choices := _values(entry.kind, entry.value):
        value = QuickSelectField(_l("Value"), default=entry.value, choices=choices)
    details = _details(entry.kind)
    detail: Field = HiddenField(default=entry.detail)
    if details:
        detail = QuickSelectField(_l("Meaning"), default=entry.detail, choices=details)
    own = {"removed": BooleanField(_l("Delete"))} if entry.is_own else {}
    return {"kept": BooleanField(_l("Keep"), default=entry.kept), "value": value, "detail": detail, **own}


def _values(kind: "Kind", value: str) -> Sequence[tuple[str, str]]:
    """Return what the value may be, where it is a name of a vocabulary."""
    from questions.notices import phrases  # noqa: PLC0415 - few web processes read notices

    if kind.value == "data":
        return [(name, str(label)) for name, label in DATA_TYPES]
    if kind.value in {"noticed", "told", "party"}:
        language = str(get_locale())
        named = [(key, names.get(language, names["en"])) for key, names in phrases.PARTIES.items()]
        return named if value in phrases.PARTIES else [(value, value), *named]
    return ()


def _details(kind: "Kind") -> Sequence[tuple[str, str]]:
    return _details_in(kind, str(get_locale()))


@lru_cache(maxsize=64)
def _details_in(kind: "Kind", _language: str) -> Sequence[tuple[str, str]]:
    """Return what may stand beside a value, named once in each language however many entries ask."""
    from questions.notices.desk import DETAILS as POSSIBLE  # noqa: PLC0415 - few web processes read notices

    return tuple((name, str(DETAILS[name])) for name in POSSIBLE.get(kind, ()))
