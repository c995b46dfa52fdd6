"""Pages on which managers name their deputies, and administrators those of anybody."""

import uuid
from typing import Any, NamedTuple

from flask import Blueprint, flash, make_response, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from training import clock, dates, transaction
from training.access import Permission, actor, requires
from training.deputies import queries, service
from training.deputies.forms import DeputyForm
from training.errors import FieldError, Refused
from training.forms.errors import apply
from training.paging import paginate
from training.pseudonyms import named

bp = Blueprint("deputies", __name__)


class Place(NamedTuple):
    """Whose deputies a page is about, and where it lies; `name` is empty on a manager's own page."""

    manager_id: uuid.UUID
    name: str
    page: str
    adding: str
    ending: str
    own: dict[str, Any]


def _mine() -> Place:
    names = ("deputies.list_own", "deputies.name_own", "deputies.end_own")
    return Place(actor().id, "", *names, {})


def _of(person_id: uuid.UUID) -> Place:
    name = named(queries.get_manager_name(person_id), person_id)
    names = ("deputies.list_of", "deputies.name_of", "deputies.end_of")
    return Place(person_id, name, *names, {"person_id": person_id})


@bp.get("/team/deputies")
@requires(Permission.NAME_DEPUTY)
def list_own() -> str:
    """Show a manager who stands in, stood in and will stand in."""
    return _page(_mine(), DeputyForm())


@bp.post("/team/deputies")
@requires(Permission.NAME_DEPUTY)
def name_own() -> Response:
    """Let a manager name a deputy."""
    return _name(_mine())


@bp.post("/team/deputies/<uuid:deputyship_id>/end")
@requires(Permission.NAME_DEPUTY)
def end_own(deputyship_id: uuid.UUID) -> Response:
    """Let a manager end a deputyship."""
    return _end(_mine(), deputyship_id)


@bp.get("/administration/people/<uuid:person_id>/deputies")
@requires(Permission.MANAGE_PEOPLE)
def list_of(person_id: uuid.UUID) -> str:
    """Show who stands in for a manager."""
    return _page(_of(person_id), DeputyForm())


@bp.post("/administration/people/<uuid:person_id>/deputies")
@requires(Permission.MANAGE_PEOPLE)
def name_of(person_id: uuid.UUID) -> Response:
    """Name a deputy of a manager."""
    return _name(_of(person_id))


@bp.post("/administration/people/<uuid:person_id>/deputies/<uuid:deputyship_id>/end")
@requires(Permission.MANAGE_PEOPLE)
def end_of(person_id: uuid.UUID, deputyship_id: uuid.UUID) -> Response:
    """End a deputyship of a manager."""
    return _end(_of(person_id), deputyship_id)


def _page(place: Place, form: DeputyForm) -> str:
    return render_template(
        "deputies/list_deputies.html",
        place=place,
        form=form,
        page=paginate(queries.select_of(place.manager_id)),
        today=dates.today(),
        now=clock.now(),
    )


def _name(place: Place) -> Response:
    form, actor_id = DeputyForm(), actor().id
    status = 422
    if form.validate_on_submit():
        typed, period = form.person.data or "", form.period()
        try:
            transaction.run(lambda: service.name(place.manager_id, typed, period, actor_id))
        except (FieldError, Refused) as error:
            apply(form, error)
            status = 422 if isinstance(error, FieldError) else error.status
        else:
            flash(_("The deputy was named. Both people are told by mail."), "success")
            return redirect(url_for(place.page, **place.own), 303)
    return make_response(_page(place, form), status)


def _end(place: Place, deputyship_id: uuid.UUID) -> Response:
    actor_id = actor().id
    transaction.run(lambda: service.end(place.manager_id, deputyship_id, actor_id))
    flash(_("This person no longer stands in."), "success")
    return redirect(url_for(place.page, **place.own), 303)
