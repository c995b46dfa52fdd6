"""Keeping what is typed before it is sent."""

import uuid

from flask import request

from training import transaction
from training.access import Permission, actor, requires
from training.formatting import hour
from training.learning import drafts, way
from training.learning.views.blueprint import bp


@bp.post("/training/attempts/<uuid:attempt_id>/<string:scenario_key>/<string:step_key>/draft")
@requires(Permission.TAKE_TRAINING, in_background=True)
def save_draft(attempt_id: uuid.UUID, scenario_key: str, step_key: str) -> tuple[str, int, dict[str, str]]:
    """Keep the fields of the open decision as they are typed; a script asks, so there is no page.

    The answer says how much time is left, for the clock on the page.
    """
    ref, person_id, fields = (scenario_key, step_key), actor().id, request.form.to_dict(flat=False)
    ends_at = transaction.run(lambda: drafts.save(person_id, attempt_id, ref, fields))
    if ends_at is None:
        return "", 204, {}
    return "", 204, {"Seconds-Left": str(way.seconds_until(ends_at)), "Time-Until": hour(ends_at)}
