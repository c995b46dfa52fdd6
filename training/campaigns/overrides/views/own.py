"""What was decided about the person's own training, and why."""

import uuid

from flask import render_template

from training import clock
from training.access import Permission, actor, requires
from training.campaigns.overrides import queries, wording
from training.campaigns.overrides.views.blueprint import bp
from training.learning.queries import get_assignment
from training.releases import get as get_release


@bp.get("/training/assignments/<uuid:assignment_id>/decisions")
@requires(Permission.TAKE_TRAINING)
def show_own(assignment_id: uuid.UUID) -> str:
    """Show the person what was decided about one of the own trainings."""
    person_id = actor().id
    assignment = get_assignment(person_id, assignment_id, clock.now())
    return render_template(
        "overrides/show_own.html",
        assignment=assignment,
        quiz=get_release(assignment.shown_release_id).document.quiz,
        decisions=wording.tell(queries.list_overrides(person_id, assignment_id)),
        certificate_id=queries.find_certificate(person_id, assignment_id),
    )
