"""The text that a quiz asks people to acknowledge before their first attempt."""

import uuid

from flask_babel import lazy_gettext as _l

from questions.canonical import canonical_bytes, digest
from questions.quiz import Policy, Quiz
from training import audit, clock
from training.errors import FieldError
from training.i18n import language
from training.learning import queries
from training.models import Acknowledgement, AcknowledgementKind
from training.statements import insert_once

ACKNOWLEDGED = audit.declare("learning.policy-acknowledged", "person", "quiz", "version", "text_sha256", "locale")


def text_digest(policy: Policy) -> str:
    """Return the SHA-256 of a policy in all its languages."""
    return digest(canonical_bytes(policy))


def find_due(person_id: uuid.UUID, quiz: Quiz) -> Policy | None:
    """Return the policy that the person still has to acknowledge, if any."""
    if quiz.policy is None or queries.is_acknowledged(person_id, quiz.key, text_digest(quiz.policy)):
        return None
    return quiz.policy


def require(person_id: uuid.UUID, quiz: Quiz, acknowledged: str | None) -> None:
    """Keep that the person has acknowledged the policy of `quiz`, whose hash is `acknowledged`.

    Raises FieldError when there is a policy that was neither acknowledged before nor is now.
    """
    policy = find_due(person_id, quiz)
    if policy is None:
        return
    if acknowledged != text_digest(policy):
        raise FieldError("policy", _l("Please read the text and tick the box before you start."))
    values = {
        "person_id": person_id,
        "kind": AcknowledgementKind.POLICY,
        "subject": quiz.key,
        "version": policy.version,
        "text_sha256": acknowledged,
        "locale": language(),
        "acknowledged_at": clock.now(),
    }
    if insert_once(Acknowledgement, values):
        audit.record(
            ACKNOWLEDGED,
            person_id,
            person_id,
            quiz=quiz.key,
            version=policy.version,
            text_sha256=acknowledged,
            locale=language(),
        )
