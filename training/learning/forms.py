"""The form of a decision. Its fields are the question kind's own; errors show at the group of options."""

import uuid
from datetime import UTC, datetime

from flask import current_app
from flask_wtf import FlaskForm
from itsdangerous import BadSignature, URLSafeTimedSerializer
from wtforms import Field, HiddenField

from questions.kinds import ResponseError
from questions.play import StepRef
from training import kinds

OWN_FIELDS = {"csrf_token", "shown", "next", "language"}


class DecisionForm(FlaskForm):
    """Carries when the page was shown, signed, so that the time taken can be told without trusting the browser."""

    shown = HiddenField()
    response = Field()

    def refuse(self, error: ResponseError) -> None:
        """Show at the options why the fields sent are no answer."""
        self.response.errors = [kinds.refusal(error)]


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
    keys = [*current_app.config["SECRET_KEY_FALLBACKS"], current_app.config["SECRET_KEY"]]
    return URLSafeTimedSerializer(keys, salt="shown-at")
