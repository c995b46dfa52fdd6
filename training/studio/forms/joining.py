"""The form by which an author chooses between two versions of the same places."""

from collections.abc import Sequence
from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import FieldList, Form, FormField, HiddenField, RadioField, TextAreaField

from questions.merging import Choice, Clash, Settlement
from questions.text import LONGEST_TEXT, clean, visible
from training.forms.pieces import LANGUAGES, number_in

_VERSIONS = [("theirs", _l("What was saved meanwhile")), ("mine", _l("What I wrote"))]
_REMOVED_MEANWHILE = [("theirs", _l("Leave it removed")), ("mine", _l("Put it back as I wrote it"))]
_REMOVED_HERE = [("theirs", _l("Keep it as it was saved meanwhile")), ("mine", _l("Leave it removed"))]
_ANEW = ("own", _l("What I write here now:"))
_TEXTS = tuple(f".{tag}" for tag in LANGUAGES)
MOST_CLASHES = 200
"""As many places as the page asks about; of more clashes, it is the whole document that somebody chooses."""


class ClashForm(Form):
    """One place, and whose version stays there."""

    place = HiddenField()
    whose = RadioField(_l("Which version stays?"), choices=[*_VERSIONS, _ANEW], validate_choice=False)
    text = TextAreaField(_l("The new text, if you write it anew"))

    def choice(self) -> Choice | None:
        """Return what was chosen; None where nothing was, or where the words written anew can't be kept."""
        if self.whose.data == "own":
            return None if self._fault() else Choice("own", (self.text.data or "").replace("\r\n", "\n"))
        if self.whose.data in {"mine", "theirs"}:
            return Choice("mine" if self.whose.data == "mine" else "theirs")
        return None

    def complain(self, sent: "ClashForm | None") -> None:
        """Say what is wrong with the choice that was sent for the same place."""
        if sent is None or sent.choice() is None:
            fault = sent._fault() if sent and sent.whose.data == "own" else ""
            field = self.text if fault else self.whose
            field.errors = [fault or gettext("Please choose which version stays.")]

    def _fault(self) -> str:
        try:
            words = clean(self.text.data or "")
        except ValueError:
            if len(self.text.data or "") > LONGEST_TEXT:
                return gettext("Use at most %(max)d characters.", max=LONGEST_TEXT)
            return gettext("The text holds an invisible character that can’t be kept. Type it again.")
        return "" if words else gettext("Write the new text, or choose one of the two versions.")


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
        chosen = {row.form.place.data or "": row.form.choice() for row in self.clashes.entries}
        return Settlement(number_in(self.against.data), {place: choice for place, choice in chosen.items() if choice})

    @classmethod
    def about(cls, clashes: Sequence[Clash], edition: int, sent: "JoiningForm") -> "JoiningForm":
        """Return the form for these clashes, with what was chosen already if it was chosen against this edition."""
        is_asked = number_in(sent.against.data) == edition
        chosen = {row.form.place.data: row.form for row in sent.clashes.entries} if is_asked else {}
        rows = [_row(clash, chosen.get(clash.place)) for clash in clashes]
        form = cls(formdata=None, data={"against": str(edition), "clashes": rows})
        for row, clash in zip(form.clashes.entries, clashes, strict=True):
            if clash.theirs is None or clash.mine is None:
                row.form.whose.choices = _REMOVED_MEANWHILE if clash.theirs is None else _REMOVED_HERE
            elif not clash.place.endswith(_TEXTS):
                row.form.whose.choices = _VERSIONS
            if is_asked:
                row.form.complain(chosen.get(clash.place))
        form.clashes.errors = [row.errors for row in form.clashes.entries if row.errors]
        return form


def _row(clash: Clash, sent: ClashForm | None) -> dict[str, str]:
    typed = visible(sent.text.data or "") if sent else ""
    mine = clash.mine if isinstance(clash.mine, str) else ""
    return {"place": clash.place, "whose": visible(sent.whose.data or "") if sent else "", "text": typed or mine}
