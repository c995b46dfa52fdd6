"""The forms of the brief and of a decision. A decision's fields are the kind's own; errors show at the options."""

import uuid
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from functools import lru_cache

from flask import current_app
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from itsdangerous import BadSignature, URLSafeTimedSerializer
from wtforms import BooleanField, Field, HiddenField, RadioField, TextAreaField

from questions.kinds import ResponseError
from questions.play import StepRef
from training import kinds
from training.errors import FieldError

OWN_FIELDS = {"csrf_token", "shown", "next", "language", "certainty"}

CERTAINTIES = {"1": _l("Not sure"), "2": _l("In between"), "3": _l("Sure")}


class StartForm(FlaskForm):
    """Beginning an attempt; with a policy, that it was read. `policy_sha256` says which text the page showed."""

    policy = BooleanField(_l("I have read this and will follow it."))
    policy_sha256 = HiddenField()

    def acknowledged(self) -> str | None:
        """Return the hash of the text that the person acknowledges, if any."""
        return self.policy_sha256.data if self.policy.data else None


class DecisionForm(FlaskForm):
    """Carries when the page was shown, signed, so that the time taken can be told without trusting the browser."""

    shown = HiddenField()
    response = Field()
    certainty = RadioField(_l("How sure are you?"), choices=list(CERTAINTIES.items()))

    def refuse(self, error: ResponseError | FieldError) -> None:
        """Show at the options, or beneath them, why the fields sent are no answer."""
        if isinstance(error, ResponseError):
            self.response.errors = [kinds.refusal(error)]
        else:
            self.certainty.errors = [str(error.message)]

    def keep_certainty(self, typed: Mapping[str, Sequence[str]]) -> None:
        """Take over what was chosen before a sign-in that had ended."""
        self.certainty.data = next(iter(typed.get("certainty", ())), None)


class ContestForm(FlaskForm):
    """Why a question or its marking seems wrong."""

    reason = TextAreaField(
        _l("What seems wrong?"), description=_l("From 10 to 2,000 characters, such as what the text leaves open.")
    )


def read_certainty(value: str | None) -> int | None:
    """Return how sure the person is, from 1 to 3, or None when nothing on the page was chosen."""
    return int(value) if value in CERTAINTIES else None


def sign_shown(attempt_id: uuid.UUID, ref: StepRef) -> str:
    """Return a signed note that this step of this attempt is shown now."""
    return str(_signer().dumps([attempt_id.hex, *ref]))


def read_shown(value: str, attempt_id: uuid.UUID, ref: StepRef) -> datetime | None:
    """Return when the step was shown, or None when the note is not ours or belongs to another step."""
    try:
        content, signed_at = _signer().loads(value, return_timestamp=True)
    except BadSignature:
        return None
    return signed_at.astimezone(UTC) if content == [attempt_id.hex, *ref] else None


def _signer() -> URLSafeTimedSerializer:
    return _signer_of(*current_app.config["SECRET_KEY_FALLBACKS"], current_app.config["SECRET_KEY"])


@lru_cache(maxsize=4)
def _signer_of(*keys: str) -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(list(keys), salt="shown-at")
