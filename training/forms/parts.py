"""Forms inside forms: parts of a document, parts of several kinds, and rows that can be added, removed and moved."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, ClassVar, NamedTuple

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import FieldList, Form, FormField, HiddenField

from questions.text import visible
from training.forms.chapters import Chapters
from training.forms.keys import row_key
from training.forms.pieces import LANGUAGES, Localised, PieceMixin, Unseen, number_in
from training.forms.searching import SearchedMixin, is_sought

MOST_ROWS = 100
_IN_DOCUMENTS = {"sender": "from"}
_NOT_CONTENT = ("key", "kind", "span", "uid")
_NOT_LISTED = _l("Please choose one from the list.")
_TEXT = tuple(f"-{tag}" for tag in LANGUAGES)
_ROW = re.compile(r"\w+-\w+-\d+(?=-)")


def fields_of(form: Any) -> Iterator[tuple[str, Any]]:
    """Yield the fields that stand for something in the document, by name."""
    for name, field in form._fields.items():
        if isinstance(field, PieceMixin):
            yield name, field


def part_of(form: Any) -> dict[str, Any]:
    """Return what a form says, as data for the document's model."""
    pieces = {name: field.piece() for name, field in fields_of(form)}
    return {name: piece for name, piece in pieces.items() if piece is not None}


def is_blank(form: Any) -> bool:
    """Tell whether nothing was typed, picked or ticked."""
    return not any(piece for name, piece in part_of(form).items() if name not in _NOT_CONTENT)


class PartField(PieceMixin, FormField):  # type: ignore[type-arg]  # generic in the types only
    """A part of the document with a form of its own; an optional one that is blank is left out.

    A `folded` one opens on request, and stands open where something is filled in.
    """

    def __init__(
        self, form_class: type[Form], label: Any = None, *, optional: bool = False, folded: bool = False, **more: Any
    ) -> None:
        super().__init__(form_class, label, **more)
        self.optional = optional
        self.folded = folded

    @property
    def is_used(self) -> bool:
        """Tell whether something is filled in."""
        return not is_blank(self.form)

    @property
    def is_open(self) -> bool:
        """Tell whether a folded part stands open: something is filled in, wrong or searched for."""
        return self.is_used or bool(self.errors) or any(map(is_sought, every_field(self.form)))

    def piece(self) -> dict[str, Any] | None:
        """Return the part."""
        return None if self.optional and is_blank(self.form) else part_of(self.form)


class NoKind(Form):
    """What a part of no kind asks: only its kind."""

    kind = Unseen()


class SetAside(NamedTuple):
    """What a part of another kind held: the fields as they were sent, and the names of those with a text."""

    fields: list[tuple[str, str]]
    texts: list[str]

    @property
    def rows(self) -> int:
        """Count the rows of its lists that say something."""
        return len({row[0] for name in self.texts if (row := _ROW.match(name))})


class KindField(PartField):
    """A part whose form follows from its field `kind`; of no kind, it is left out."""

    def __init__(self, forms: Mapping[str, type[Form]], label: Any = None, **more: Any) -> None:
        super().__init__(NoKind, label, **more)
        self.forms = forms
        self._formdata: Any = None

    @property
    def is_used(self) -> bool:
        """Tell whether there is a kind."""
        return bool(self.kind)

    @property
    def kind(self) -> str:
        """Return the kind that the form is for, or nothing."""
        return next((kind for kind, form in self.forms.items() if form is self.form_class), "")

    def process(self, formdata: Any, data: Any = None, extra_filters: Any = None) -> None:
        """Choose the form, then let it read."""
        given = data if isinstance(data, dict) else {}
        kind = formdata.get(f"{self.name}-kind", "") if formdata else given.get("kind", "")
        self.form_class, self._formdata = self.forms.get(kind, NoKind), formdata
        super().process(formdata, given, extra_filters)
        if formdata and kind and not self.kind:
            self.form["kind"].errors = [_NOT_LISTED]

    @property
    def aside(self) -> SetAside:
        """Return what was sent for another kind and has no field in this one, so that going back finds it again."""
        begin = f"{self.name}-"
        names = [name for name in self._formdata or () if name.startswith(begin) and not self._reads(name)]
        fields = [(name, visible(value)) for name in names for value in self._formdata.getlist(name)]
        return SetAside(fields, [name for name, value in fields if value.strip() and name.endswith(_TEXT)])

    def _reads(self, name: str) -> bool:
        return name.removeprefix(f"{self.name}-").partition("-")[0] in self.form

    def piece(self) -> dict[str, Any] | None:
        """Return the part with its kind."""
        return {**part_of(self.form), "kind": self.kind} if self.kind else None


class Rows(PieceMixin, FieldList):  # type: ignore[type-arg]  # generic in the types only
    """Any number of rows. With `keyed`, every row that says something gets a key and keeps it.

    `movable` lets rows change places; `drops_blank` says that a row left blank is no row.
    """

    def __init__(
        self, row: Any, label: Any = None, *, one: Any = None, keyed: str = "", movable: bool = False, **more: Any
    ) -> None:
        self.drops_blank: bool = more.pop("drops_blank", True)
        self.least: int = more.pop("least", 0)
        self.optional: bool = more.pop("optional", False)
        self.own_errors: list[Any] = []
        self.notes: list[str] = []
        """What a button that was pressed just now changed elsewhere."""
        self.entries: list[Any] = []
        super().__init__(row, label, max_entries=MOST_ROWS, **more)
        self.one = one or label
        self.keyed = keyed
        self.movable = movable
        self.sent: list[Any] = []
        """The rows that the document got, so that its complaints find their row."""
        self.touched = False
        """Whether a button added, removed or moved a row just now."""
        self.added: int | None = None

    @property  # type: ignore[override]  # the types take it for a plain attribute
    def errors(self) -> list[Any]:
        """What is wrong with the list itself, and the errors of each row that has some."""
        return [*self.own_errors, *(entry.errors for entry in self.entries if entry.errors)]

    @errors.setter
    def errors(self, messages: Any) -> None:
        self.own_errors = list(messages)

    def piece(self) -> list[Any]:
        """Return the rows that say something."""
        self.name_rows()
        self.sent = [entry for entry in self.entries if not (self.drops_blank and is_blank(entry.form))]
        return [entry.piece() for entry in self.sent]

    def name_rows(self) -> None:
        """Give a key to every row that says something and has none."""
        if not self.keyed:
            return
        taken = {entry.form["key"].data for entry in self.entries}
        for entry in self.entries:
            if not entry.form["key"].data and not is_blank(entry.form):
                entry.form["key"].data = row_key(_english(entry.form), taken, self.keyed)
                taken.add(entry.form["key"].data)

    def show_at_least(self, number: int) -> None:
        """Add empty rows until there are `number`."""
        while len(self.entries) < number:
            self.append_entry({})

    def add(self, kind: str = "") -> None:
        """Add an empty row, of that kind where rows have kinds."""
        self.touched = True
        if len(self.entries) < MOST_ROWS:
            self.added = len(self.entries)
            self.append_entry({"kind": kind} if kind else {})

    def remove(self, number: int) -> None:
        """Take a row away."""
        self.touched = True
        if 0 <= number < len(self.entries):
            self.entries.pop(number)
            self._renumber()

    def move(self, number: int, by: int) -> None:
        """Let a row change places with one beside it."""
        self.touched = True
        if 0 <= number < len(self.entries) and 0 <= number + by < len(self.entries):
            entry = self.entries.pop(number)
            self.entries.insert(number + by, entry)
            self._renumber()

    def is_open(self, number: int) -> bool:
        """Tell whether a row shows its fields at once: it is new or blank, or something in it needs a look."""
        entry = self.entries[number]
        return number == self.added or is_blank(entry.form) or needs_look(entry)

    def _renumber(self) -> None:
        self._compact_indices()  # type: ignore[attr-defined]  # the package's types lack it


def _english(form: Any) -> str:
    texts = (field.texts["en"] for _name, field in fields_of(form) if isinstance(field, Localised))
    return next((text for text in texts if text.strip()), "")


class DocumentForm(FlaskForm):
    """The page's form: a document or a part of one, and the edition that it was opened at."""

    edition = HiddenField()
    edited_meanwhile = False
    """Whether somebody else saved the document so long after this form was opened that both can't be joined."""
    clashing: Any = None
    """What somebody else changed at the same places, if they did."""
    is_joined = False
    """Whether it was stored together with what somebody else had saved meanwhile."""
    chapters: ClassVar[Chapters] = ()
    """The parts that a long form is cut into, each with its fields in their order; all fields but `edition`."""

    def content(self) -> dict[str, Any]:
        """Return the data for the document's model."""
        return part_of(self)

    def offer(self, lists: Mapping[str, list[tuple[str, Any]]]) -> None:
        """Fill in what can be picked: `lists` maps the name of an offer to values and labels."""
        for field in every_field(self):
            name = getattr(field, "offer", "")
            if name in lists:
                field.narrow(lists[name])

    def rearrange(self, action: str) -> bool:
        """Do what a button asks that changes the form, such as `add:facts` or `up:facts-2`; tell if it was one."""
        verb, _colon, target = action.partition(":")
        target, _colon, kind = target.partition(":")
        if verb == "find":
            return self._turn(target, kind)
        if verb == "enter":  # the key was pressed in some box, for all that the form can tell
            return any(getattr(field, "is_search_asked", False) for field in every_field(self))
        work = _ROW_WORK.get(verb)
        if work is None:
            return False
        for rows in (field for field in every_field(self) if isinstance(field, Rows)):
            rows.name_rows()
        for rows in [field for field in every_field(self) if isinstance(field, Rows)]:
            if verb == "add" and rows.name == target:
                rows.add(kind)
            elif verb != "add" and target.rpartition("-")[0] == rows.name and target.rpartition("-")[2].isdecimal():
                work(rows, int(target.rpartition("-")[2]))
        return True

    def _turn(self, name: str, page: str) -> bool:
        """Show the page of what was searched for in a field."""
        for field in every_field(self):
            if isinstance(field, SearchedMixin) and field.name == name:
                field.page, field.is_sought = number_in(page), True
        return True


_ROW_WORK: dict[str, Callable[[Rows, int], None]] = {
    "show": lambda _rows, _number: None,  # the fields of another kind
    "add": lambda _rows, _number: None,
    "remove": lambda rows, number: rows.remove(number),
    "up": lambda rows, number: rows.move(number, -1),
    "down": lambda rows, number: rows.move(number, 1),
}


def every_field(form: Any) -> Iterator[Any]:
    """Yield all fields, those of inner forms and rows included."""
    for field in form._fields.values():
        yield from _and_inner(field)


def _and_inner(field: Any) -> Iterator[Any]:
    yield field
    if isinstance(field, Rows):
        for entry in field.entries:
            yield from _and_inner(entry)
    elif isinstance(field, FormField):
        yield from every_field(field.form)


def count_errors(field: Any) -> int:
    """Count what is wrong in a field and all that is inside it."""
    return sum(len(_own_errors(inner)) for inner in _and_inner(field))


def _own_errors(field: Any) -> Sequence[Any]:
    if isinstance(field, Rows):
        return field.own_errors
    return () if isinstance(field, FormField) else field.errors


def needs_look(field: Any) -> bool:
    """Tell whether something in a field is wrong or older than its translation, or rows in it were changed just now."""
    return count_errors(field) > 0 or any(_is_unsettled(inner) for inner in _and_inner(field))


def _is_unsettled(field: Any) -> bool:
    return field.touched if isinstance(field, Rows) else is_sought(field) or bool(getattr(field, "older", ()))


def texts_by_place(form: Any, place: str = "") -> Iterator[tuple[str, Localised]]:
    """Yield the texts of a form with the places in the document that they stand for."""
    for name, field in fields_of(form):
        here = f"{place}.{_IN_DOCUMENTS.get(name, name)}".lstrip(".")
        if isinstance(field, Rows):
            for number, entry in enumerate(field.entries):
                key = entry.form["key"].data if "key" in entry.form else number
                yield from texts_by_place(entry.form, f"{here}[{key}]")
        elif isinstance(field, PartField):
            yield from texts_by_place(field.form, here)
        elif isinstance(field, Localised):
            yield here, field
