"""The forms of the brief and of what is said against a question, and what a decision's form carries beside it."""

import uuid
from collections.abc import Mapping
from datetime import UTC, datetime
from functools import lru_cache

from flask import current_app
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from itsdangerous import BadSignature, TimestampSigner
from wtforms import BooleanField, HiddenField, TextAreaField

from questions.play import StepRef
from training.forms.decision import CERTAINTIES


class StartForm(FlaskForm):
    """Beginning an attempt; with a policy, that it was read. `policy_sha256` says which text the page showed."""

    policy = BooleanField(_l("I have read this and will follow it."))
    policy_sha256 = HiddenField()


class ContestForm(FlaskForm):
    """Why a question or its marking seems wrong."""

    reason = TextAreaField(
        _l("What seems wrong?"), description=_l("From 10 to 2,000 characters, such as what the text leaves open.")
    )


def read_acknowledged(sent: Mapping[str, str]) -> str | None:
    """Return the hash of the text that the person acknowledges by what a StartForm sent, if any."""
    return sent.get("policy_sha256") if sent.get("policy", "") not in BooleanField.false_values else None


def read_certainty(value: str | None) -> int | None:
    """Return how sure the person is, from 1 to 3, or None when nothing on the page was chosen."""
    return next((level for level in CERTAINTIES if str(level) == value), None)


def sign_shown(attempt_id: uuid.UUID, ref: StepRef) -> str:
    """Return a signed note that this step of this attempt is shown now."""
    return _signer().sign(_note(attempt_id, ref)).decode()


def read_shown(value: str, attempt_id: uuid.UUID, ref: StepRef) -> datetime | None:
    """Return when the step was shown, or None when the note is not ours or belongs to another step."""
    try:
        noted, signed_at = _signer().unsign(value, return_timestamp=True)
    except BadSignature:
        return None
    return signed_at.astimezone(UTC) if noted == _note(attempt_id, ref).encode() else None


def _note(attempt_id: uuid.UUID, ref: StepRef) -> str:
    return "/".join((attempt_id.hex, *ref))


def _signer() -> TimestampSigner:
    return _signer_of(*current_app.config["SECRET_KEY_FALLBACKS"], current_app.config["SECRET_KEY"])


@lru_cache(maxsize=4)
def _signer_of(*keys: str) -> TimestampSigner:
    return TimestampSigner(list(keys), salt="shown-at")
