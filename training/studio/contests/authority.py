"""Who may correct a marking: somebody who did not write the question, unless nobody else could."""

import json
import uuid

from flask_babel import lazy_gettext as _l

from training.errors import Refused
from training.studio.contests import queries
from training.studio.publication import alone

OWN_QUESTION = _l(
    "You wrote this question, so somebody else has to correct its marking. You can answer that it stands."
)


def has_written(question_uid: str, revision: str, person_id: uuid.UUID) -> bool:
    """Tell whether this person ever saved the step that asks a question so, until it was published.

    What somebody saves later, mending the question that is objected to, makes nobody its writer.
    """
    rows = queries.list_saves_of(question_uid, revision, person_id)
    return any(row.changed_steps is None or row.step_key in json.loads(row.changed_steps) for row in rows)


def checked(question_uid: str, revision: str, actor_id: uuid.UUID) -> str | None:
    """Return the declaration by which a writer corrects, None for anybody else; raise Refused when there is none."""
    if not has_written(question_uid, revision, actor_id):
        return None
    declared = alone.find_in_effect(actor_id)
    if declared is None:
        raise Refused(OWN_QUESTION)
    return declared.reason


def may_correct(question_uid: str, revision: str, actor_id: uuid.UUID) -> bool:
    """Tell whether `checked` would let this person correct."""
    return not has_written(question_uid, revision, actor_id) or alone.find_in_effect(actor_id) is not None
