"""The form in which an author rules on a contested question: whether it stands, or by which key it is marked."""

import math
import unicodedata
from collections.abc import Sequence
from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from pydantic import ValidationError
from wtforms import Field, RadioField, StringField, TextAreaField

from questions.fault import Invalid
from questions.kinds import Question
from questions.ruling import KeyValue, Ruling, key_of
from questions.text import visible
from training.errors import FieldError
from training.forms.errors import apply
from training.forms.keeping import KeepingForm
from training.kinds import page_of
from training.rulings.service import checked_reason
from training.studio import messages

STANDS, CORRECTED, FULL_MARKS = "stands", "corrected_key", "full_marks"

DECISIONS = {
    STANDS: _l("The question and its marking stand"),
    CORRECTED: _l("The marking is corrected, as filled in below"),
    FULL_MARKS: _l("The question is at fault: every answer gets full marks"),
}

_NOT_A_NUMBER = _l("Please write a number, such as 0.5.")


class RulingForm(KeepingForm):
    """A decision and its reason; `for_question` adds the key of the question."""

    decision = RadioField(_l("Ruling on this question"), validate_choice=False)
    reason = TextAreaField(
        _l("Reason"),
        description=_l(
            "From 10 to 2,000 characters. Whoever objected reads it, and with a correction everybody else too."
        ),
    )
    values: Sequence[KeyValue] = ()
    heading: Any = ""
    possible: Sequence[str] = ()

    @property
    def key_fields(self) -> list[Field]:
        """List the fields of the key."""
        return [self[_name(number)] for number in range(len(self.values))]

    def show_visible(self) -> None:
        """Take out what no page can show."""
        for field in self:
            if isinstance(field, StringField):
                field.data = visible(field.data or "")

    def checked_reply(self) -> str | None:
        """Return the reason, or None when errors stand in the form."""
        try:
            return checked_reason("reason", self.reason.data or "")
        except FieldError as error:
            apply(self, error)
            return None

    def decided(self) -> bool:
        """Tell whether one of the decisions on offer was taken; else say so in the form."""
        if self.decision.data in self.possible:
            return True
        self.decision.errors = [gettext("Choose what you decide.")]
        return False

    def ruling(self, question: Question, revision: str) -> Ruling | None:
        """Return the ruling that the form says, or None when errors stand in the form."""
        reason, key = self.checked_reply(), self._key() if self.decision.data == CORRECTED else []
        if reason is None or key is None:
            return None
        try:
            if key:
                question.with_key({(value.item, value.field): value.value for value in key})
            return Ruling.model_validate(
                {
                    "question_uid": question.uid,
                    "question_revision": revision,
                    "question": question.model_dump(mode="json", by_alias=True, exclude_none=True),
                    "decision": self.decision.data,
                    "key": [value.model_dump() for value in key],
                    "reason": reason,
                }
            )
        except ValidationError as error:
            self.form_errors += [messages.of_error(detail) for detail in error.errors(include_url=False)]
        except Invalid as error:
            self.form_errors.append(messages.of_fault(error.fault))
        return None

    def _key(self) -> list[KeyValue] | None:
        key = []
        for value, field in zip(self.values, self.key_fields, strict=True):
            try:
                number = float(field.data) if field.data in {True, False} else _number(field.data)
                key.append(KeyValue(item=value.item, field=value.field, value=number))
            except ValueError:
                field.errors = [_NOT_A_NUMBER]
        return key if len(key) == len(self.values) else None


def for_question(question: Question) -> type[RulingForm]:
    """Return the form for a question, filled with its present key."""
    page = page_of(question)
    fields: dict[str, Any] = {
        _name(number): page.key_field(question, item) for number, item in enumerate(question.key())
    }
    own = {"values": key_of(question), "heading": page.key_heading}
    return type("RulingFormOf" + type(question).__name__, (RulingForm,), {**fields, **own})


def offer(form: RulingForm, question: Question, *, stands: bool = True) -> RulingForm:
    """Fill in which decisions are possible, and return the form; where nobody objected, nothing need `stand`."""
    possible = [STANDS] if stands else []
    if question.marked:
        possible += [CORRECTED, FULL_MARKS] if form.values else [FULL_MARKS]
    form.possible = possible
    form.decision.choices = [(name, DECISIONS[name]) for name in possible]
    return form


def _name(number: int) -> str:
    return f"key_{number}"


def _number(typed: str | None) -> float:
    number = float(unicodedata.normalize("NFKC", typed or "").strip() or "x")
    if not math.isfinite(number):
        raise ValueError(typed)
    return number
