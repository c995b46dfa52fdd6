"""The form by which an author chooses between two versions of the same places."""

from collections.abc import Mapping, Sequence
from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import FieldList, Form, FormField, HiddenField, RadioField, TextAreaField

from questions.merging import Choice, Clash, Settlement
from training.forms.pieces import LANGUAGES

_VERSIONS = [("theirs", _l("What was saved meanwhile")), ("mine", _l("What I wrote"))]
_ANEW = ("own", _l("What I write here now:"))
_TEXTS = tuple(f".{tag}" for tag in LANGUAGES)
MOST_CLASHES = 200
"""As many places as the page asks about; of more clashes, it is the whole document that somebody chooses."""


class ClashForm(Form):
    """One place, and whose version stays there."""

    place = HiddenField()
    whose = RadioField(_l("Which version stays?"), choices=[*_VERSIONS, _ANEW], validate_choice=False)
    text = TextAreaField(_l("The new text, if you write it anew"))


class JoiningForm(FlaskForm):
    """Stands beside the form that was sent, which the page carries along."""

    class Meta:
        """The token is that of the form that was sent."""

        csrf = False

    against = HiddenField()
    clashes = FieldList(FormField(ClashForm), max_entries=MOST_CLASHES)

    def __init__(self, **more: Any) -> None:
        super().__init__(prefix="join-", **more)

    def settlement(self) -> Settlement:
        """Return what was chosen so far."""
        chosen = {row.form.place.data or "": row.form for row in self.clashes.entries}
        choices = {place: _choice(form.whose.data, form.text.data) for place, form in chosen.items()}
        return Settlement(_number(self.against.data), {place: choice for place, choice in choices.items() if choice})

    @classmethod
    def about(cls, clashes: Sequence[Clash], edition: int, sent: "JoiningForm") -> "JoiningForm":
        """Return the form for these clashes, with what was chosen already if it was chosen against this edition."""
        settled = sent.settlement()
        asked = settled.against == edition
        choices = settled.choices if asked else {}
        form = cls(formdata=None, data={"against": str(edition), "clashes": [_row(c, choices) for c in clashes]})
        for row, clash in zip(form.clashes.entries, clashes, strict=True):
            if not clash.place.endswith(_TEXTS):
                row.form.whose.choices = _VERSIONS
            if asked and clash.place not in choices:
                row.form.whose.errors = [gettext("Please choose which version stays.")]
        form.clashes.errors = [row.errors for row in form.clashes.entries if row.errors]
        return form


def _row(clash: Clash, choices: Mapping[str, Choice]) -> dict[str, Any]:
    typed = clash.mine if isinstance(clash.mine, str) else ""
    choice = choices.get(clash.place)
    if choice is None:
        return {"place": clash.place, "text": typed}
    return {"place": clash.place, "whose": choice.whose, "text": choice.text or typed}


def _choice(whose: str | None, text: str | None) -> Choice | None:
    if whose == "own":
        return Choice("own", text.replace("\r\n", "\n")) if text and text.strip() else None
    if whose in {"mine", "theirs"}:
        return Choice("mine" if whose == "mine" else "theirs")
    return None


def _number(typed: str | None) -> int:
    text = typed or ""
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else 0
