"""Fields that edit pieces of documents. Each keeps what was typed as typed, and knows the value it stands for."""

import json
import unicodedata
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField as _BooleanField
from wtforms import Field, HiddenField, SelectField, SelectMultipleField, StringField
from wtforms.widgets import CheckboxInput, ListWidget

from questions.text import NEUTRAL, visible
from training import clock, config
from training.forms.searching import SearchedMixin

LANGUAGES = (*config.LANGUAGES,)
"""The languages that stand side by side; texts in others are kept as they are."""

Texts = dict[str, str]

_SENT_AGAIN_WITHIN = timedelta(days=1)


def number_in(sent: str | None) -> int:
    """Return the number that a hidden field carries; 0 when it carries none."""
    text = sent or ""
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else 0


class PieceMixin:
    """What the mapping to documents asks of every field."""

    optional: bool = False
    """Whether the label says that the field may stay empty."""

    def piece(self) -> Any:
        """Return the value for the document, or None when the field is empty."""
        return getattr(self, "data", None) or None


class TextBox(PieceMixin, StringField):
    """A line of plain text, such as a date, a number or an address."""

    def __init__(self, label: Any = None, *, optional: bool = False, number: bool = False, **more: Any) -> None:
        super().__init__(label, **more)
        self.optional = optional
        self.number = number

    def process_data(self, value: Any) -> None:
        """Show numbers without a needless fraction."""
        whole = isinstance(value, float) and value.is_integer()
        self.data = None if value is None else str(int(value) if whole else value)

    def piece(self) -> str | None:
        """Return the text; figures typed full width become plain ones."""
        text = (self.data or "").strip()
        return (unicodedata.normalize("NFKC", text) if self.number else text) or None


class ShortName(StringField):
    """The key that a new document gets, if its author wants to choose it; no piece of the document's form."""

    optional = True

    def __init__(self, **more: Any) -> None:
        hint = _l("Latin letters, figures and hyphens, such as lost-tablet. Empty: made from the English title.")
        super().__init__(_l("Short name in the address, which stays as it is"), description=hint, **more)


class OpenedAt(HiddenField):
    """When the form of a new document was opened, so that sending it twice is known; no piece of the document."""

    def __init__(self, **more: Any) -> None:
        super().__init__(default=lambda: clock.now().isoformat(), **more)

    def time(self) -> datetime:
        """Return it, but no more than a day ago; where nobody can read it, now."""
        try:
            opened = datetime.fromisoformat(self.data or "").astimezone(UTC)
        except (ValueError, OverflowError):
            return clock.now()
        return max(opened, clock.now() - _SENT_AGAIN_WITHIN)  # all documents since then are read


class Tick(PieceMixin, _BooleanField):
    """Yes or no."""

    def __init__(self, label: Any = None, **more: Any) -> None:
        super().__init__(label, **more)
        self.type = "BooleanField"  # by which the component draws a tick box before its label

    def piece(self) -> bool:
        """Return whether it is ticked."""
        return bool(self.data)


class Pick(SearchedMixin, PieceMixin, SelectField):
    """One of several; `offer` names the list that the page fills in, such as the facts of the incident."""

    def __init__(self, label: Any = None, *, offer: str = "", optional: bool = False, **more: Any) -> None:
        super().__init__(label, validate_choice=False, choices=more.pop("choices", []), **more)
        self.offer = offer
        self.optional = optional

    def piece(self) -> str | None:
        """Return what was picked."""
        return self.data or None


_FEW = 6


class Ticks(SearchedMixin, PieceMixin, SelectMultipleField):
    """Any of several, as tick boxes; `folded` ones open on request."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()

    def __init__(
        self, label: Any = None, *, offer: str = "", optional: bool = True, folded: bool = False, **more: Any
    ) -> None:
        super().__init__(label, validate_choice=False, choices=more.pop("choices", []), **more)
        self.offer = offer
        self.optional = optional
        self.folded = folded

    @property
    def is_open(self) -> bool:
        """Tell whether a folded list stands open: something is wrong, or nothing is ticked of a few that matter."""
        is_long = self.found is not None or len(list(self.choices or ())) > _FEW
        return bool(self.errors) or self.is_sought or not (self.optional or self.data or is_long)

    def piece(self) -> list[str]:
        """Return what was ticked."""
        return list(self.data or [])


class Unseen(PieceMixin, HiddenField):
    """A name or a kind that is kept but not shown."""

    def piece(self) -> str | None:
        """Return it."""
        return self.data or None


class Carried(PieceMixin, HiddenField):
    """A piece that has no editor here; it is carried along unchanged."""

    def process_data(self, value: Any) -> None:
        """Write the piece as JSON."""
        self.data = None if value is None else json.dumps(value, ensure_ascii=False)

    def piece(self) -> Any:
        """Read the piece back; what is no JSON is left to the document to refuse."""
        try:
            return json.loads(self.data) if self.data else None
        except ValueError:
            return self.data


class Localised(PieceMixin, Field):
    """A text in every language, side by side. The same words in all of them become one neutral text."""

    older: Sequence[Any] = ()
    """Marks of the languages that are older than another; each tells its place, language and source."""

    def __init__(
        self, label: Any = None, *, rows: int = 1, optional: bool = False, prose: bool = False, **more: Any
    ) -> None:
        super().__init__(label, **more)
        self.rows = rows
        self.optional = optional
        self.prose = prose
        self.texts: Texts = dict.fromkeys(LANGUAGES, "")
        self.others: Texts = {}

    @property
    def data(self) -> Texts:
        """What stands in the boxes."""
        return self.texts | self.others

    @data.setter
    def data(self, value: Any) -> None:
        self.process_data(value)

    def process_data(self, value: Any) -> None:
        """Spread a text over the boxes; a neutral one stands in each."""
        given: Texts = {NEUTRAL: value} if isinstance(value, str) else dict(value or {})
        neutral = given.pop(NEUTRAL, "")
        self.texts = {tag: given.pop(tag, neutral) for tag in LANGUAGES}
        self.others = given

    def process(self, formdata: Any, data: Any = None, extra_filters: Any = None) -> None:
        """Read the boxes, or the document when nothing was sent."""
        self.process_errors = []
        self.errors: Sequence[str] = []
        self.process_data(data if isinstance(data, dict | str | list) else None)
        if formdata:
            self.texts = {tag: formdata.get(self.box(tag), "").replace("\r\n", "\n") for tag in LANGUAGES}
            self.others = _kept_texts(formdata.get(self.box("others"), ""))

    def name_of(self, tag: str) -> str:
        """Return what a language is called beside its text."""
        return config.LANGUAGES.get(tag, tag)

    def box(self, tag: str) -> str:
        """Return the name of the box for a language."""
        return f"{self.name}-{tag}"

    def others_json(self) -> str:
        """Return the texts in further languages for the hidden field that keeps them."""
        return json.dumps(self.others, ensure_ascii=False) if self.others else ""

    def piece(self) -> Any:
        """Return the text per language, the neutral text, or None when all boxes are empty."""
        texts = {tag: text for tag, text in self.data.items() if text.strip()}
        if len(texts) == len(LANGUAGES) and len(set(texts.values())) == 1:
            return next(iter(texts.values()))
        return texts or None


class Lines(Localised):
    """A list of texts, one a line; line by line the languages belong together."""

    def process_data(self, value: Any) -> None:
        """Join a document's list."""
        if isinstance(value, list):
            value = {tag: "\n".join(_flat(_in(item, tag)) for item in value) for tag in LANGUAGES}
        super().process_data(value)

    def piece(self) -> Any:
        """Return the texts in order; pairs of lines that say the same become neutral."""
        lines = {tag: [line.strip() for line in self.texts[tag].split("\n") if line.strip()] for tag in LANGUAGES}
        return [_paired(cells) for cells in _zipped(lines)]

    def uneven(self) -> bool:
        """Tell whether the languages have different numbers of lines (or cells), so that they can't be paired."""
        counts = {len([line for line in text.split("\n") if line.strip()]) for text in self.texts.values()} - {0}
        return len(counts) > 1


class Grid(Lines):
    """Rows of texts: a line is a row, a bar or a tab parts its cells."""

    def process_data(self, value: Any) -> None:
        """Join a document's rows."""
        if isinstance(value, list):
            value = {
                tag: "\n".join(" | ".join(_flat(_in(cell, tag)) for cell in row) for row in value) for tag in LANGUAGES
            }
        Localised.process_data(self, value)

    def piece(self) -> Any:
        """Return the rows."""
        rows = {tag: [_cells(line) for line in self.texts[tag].split("\n") if line.strip()] for tag in LANGUAGES}
        return [[_paired(cells) for cells in _zipped(dict(zip(LANGUAGES, pair, strict=True)))] for pair in _pairs(rows)]

    def uneven(self) -> bool:
        """Tell whether the languages differ in rows, or two rows in cells."""
        rows = [[len(_cells(line)) for line in text.split("\n") if line.strip()] for text in self.texts.values()]
        return super().uneven() or len({cells for counts in rows for cells in counts}) > 1


def show_visible(field: Field) -> None:
    """Take out of a field what no page can show; the complaint about it stands beside the field."""
    if isinstance(field, Localised):
        field.texts = {tag: visible(text) for tag, text in field.texts.items()}
    elif isinstance(field.data, str):
        field.data = visible(field.data)
    elif isinstance(field, Ticks):
        field.data = [visible(value) for value in field.data or []]


def _in(text: Any, tag: str) -> str:
    if isinstance(text, str):
        return text
    return str(text.get(tag, text.get(NEUTRAL, "")))


def _flat(text: str) -> str:
    return " ".join(text.split())


def _cells(line: str) -> list[str]:
    return [cell.strip() for cell in line.replace("｜", "|").replace("\t", "|").split("|")]


def _pairs(lists: dict[str, list[Any]]) -> list[tuple[Any, ...]]:
    """Return one tuple per line, in the order of LANGUAGES, with an empty value where a language has no line."""
    longest = max(map(len, lists.values()), default=0)
    empty: Any = [] if any(isinstance(item, list) for items in lists.values() for item in items) else ""
    return [
        tuple(lists[tag][number] if number < len(lists[tag]) else empty for tag in LANGUAGES)
        for number in range(longest)
    ]


def _zipped(lists: dict[str, list[str]]) -> list[Texts]:
    return [{tag: text for tag, text in zip(LANGUAGES, pair, strict=True) if text} for pair in _pairs(lists)]


def _paired(texts: Texts) -> Any:
    if len(texts) == len(LANGUAGES) and len(set(texts.values())) == 1:
        return next(iter(texts.values()))
    return texts


def _kept_texts(sent: str) -> Texts:
    try:
        found = json.loads(sent) if sent else {}
    except ValueError:
        return {}
    return {str(tag): str(text) for tag, text in found.items()} if isinstance(found, dict) else {}
