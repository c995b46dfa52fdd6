"""What a person agrees to before the first training, and the proof of it."""

import uuid

from flask import render_template

from questions.canonical import digest
from training import audit, clock
from training.accounts import queries
from training.accounts.session import AGREEMENT_VERSION
from training.extensions import db
from training.i18n import language
from training.models import Acknowledgement, AcknowledgementKind
from training.statements import insert_once

AGREED = audit.declare("accounts.recording_agreed", "person", "version", "text_sha256", "locale")
DECLINED = audit.declare("accounts.recording_declined", "person", "version")


def text_digest() -> str:
    """Return the SHA-256 of the text as it is shown in the language of this page."""
    return digest(render_template("accounts/agreement_text.html").encode())


def agree(person_id: uuid.UUID, text_sha256: str) -> None:
    """Keep that the person agreed to the text; a second time changes nothing."""
    if queries.is_agreed(person_id, AGREEMENT_VERSION):
        return
    values = {
        "person_id": person_id,
        "kind": AcknowledgementKind.RECORDING,
        "version": AGREEMENT_VERSION,
        "text_sha256": text_sha256,
        "locale": language(),
        "acknowledged_at": clock.now(),
    }
    if not insert_once(Acknowledgement, values):  # another window was faster
        return
    audit.record(AGREED, person_id, person_id, version=AGREEMENT_VERSION, text_sha256=text_sha256, locale=language())
    db.session.flush()


def decline(person_id: uuid.UUID) -> None:
    """Keep that the person did not agree."""
    audit.record(DECLINED, person_id, person_id, version=AGREEMENT_VERSION)
    db.session.flush()
