"""Pages that end and restore a person's access; each asks before it does."""

import uuid
from collections.abc import Callable

from flask import flash, make_response, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from training import transaction
from training.access import Permission, actor, requires
from training.administration import queries, service
from training.administration.views.blueprint import bp
from training.errors import Refused
from training.forms.errors import apply
from training.forms.fields import ConfirmForm
from training.i18n import language


@bp.get("/people/<uuid:person_id>/deactivate")
@requires(Permission.MANAGE_PEOPLE)
def confirm_deactivation(person_id: uuid.UUID) -> str:
    """Ask whether a person's access is to end."""
    person = queries.get_person(person_id, language())
    return render_template("administration/confirm_deactivation.html", form=ConfirmForm(), person=person)


@bp.post("/people/<uuid:person_id>/deactivate")
@requires(Permission.MANAGE_PEOPLE)
def deactivate_person(person_id: uuid.UUID) -> Response:
    """End a person's access and sessions."""
    actor_id = actor().id
    return _confirmed(
        person_id,
        "administration/confirm_deactivation.html",
        lambda: service.deactivate(person_id, actor_id),
        _("The person was deactivated and is signed out everywhere."),
    )


@bp.get("/people/<uuid:person_id>/reactivate")
@requires(Permission.MANAGE_PEOPLE)
def confirm_reactivation(person_id: uuid.UUID) -> str:
    """Ask whether a person is to sign in again."""
    person = queries.get_person(person_id, language())
    return render_template("administration/confirm_reactivation.html", form=ConfirmForm(), person=person)


@bp.post("/people/<uuid:person_id>/reactivate")
@requires(Permission.MANAGE_PEOPLE)
def reactivate_person(person_id: uuid.UUID) -> Response:
    """Let a person sign in again."""
    actor_id = actor().id
    return _confirmed(
        person_id,
        "administration/confirm_reactivation.html",
        lambda: service.reactivate(person_id, actor_id),
        _("The person was reactivated."),
    )


def _confirmed(person_id: uuid.UUID, template: str, work: Callable[[], None], done: str) -> Response:
    person, form = queries.get_person(person_id, language()), ConfirmForm()
    try:
        transaction.run(work)
    except Refused as error:
        apply(form, error)
        return make_response(render_template(template, form=form, person=person), error.status)
    flash(done, "success")
    return redirect(url_for(".show_person", person_id=person_id), 303)
