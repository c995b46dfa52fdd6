"""Pages of the team tree."""

import uuid

from flask import flash, make_response, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from training import dates, transaction
from training.access import Permission, actor, requires
from training.administration import labels, queries, service
from training.administration.forms.teams import ManagerForm, TeamForm
from training.administration.views.blueprint import bp
from training.deputies import queries as deputies
from training.errors import FieldError, Refused
from training.forms.errors import apply
from training.forms.fields import ConfirmForm, uuid_or_none
from training.i18n import language


@bp.get("/teams")
@requires(Permission.MANAGE_PEOPLE)
def list_teams() -> str:
    """Show the whole tree."""
    teams, archived = queries.list_team_lines(language()), queries.list_archived(language())
    return render_template("administration/list_teams.html", teams=teams, archived=archived)


@bp.get("/teams/new")
@requires(Permission.MANAGE_PEOPLE)
def new_team() -> str:
    """Ask for the name and place of a new team."""
    form = TeamForm(queries.tree(language()), data={"parent": request.args.get("parent", "")})
    return render_template("administration/new_team.html", form=form)


@bp.post("/teams/new")
@requires(Permission.MANAGE_PEOPLE)
def add_team() -> Response:
    """Add a team."""
    form, actor_id = TeamForm(queries.tree(language())), actor().id
    if form.validate_on_submit():
        name, name_en, parent_id = form.name.data or "", form.name_en.data, uuid_or_none(form.parent.data)
        try:
            team = transaction.run(lambda: service.add_team(name, name_en, parent_id, actor_id))
        except FieldError as error:
            apply(form, error)
        else:
            flash(_("The team was added."), "success")
            return redirect(url_for(".show_team", team_id=team.id), 303)
    return make_response(render_template("administration/new_team.html", form=form), 422)


@bp.get("/teams/<uuid:team_id>")
@requires(Permission.MANAGE_PEOPLE)
def show_team(team_id: uuid.UUID) -> str:
    """Show a team, what is under it, and who manages it."""
    return _team_page(team_id, ManagerForm())


@bp.get("/teams/<uuid:team_id>/edit")
@requires(Permission.MANAGE_PEOPLE)
def edit_team(team_id: uuid.UUID) -> str:
    """Ask for another name or place of a team."""
    team = queries.get_team(team_id)
    kept = {"name": team.name, "name_en": team.name_en, "parent": str(team.parent_id or "")}
    form = TeamForm(queries.tree(language()), own=team_id, data=kept)
    return render_template("administration/edit_team.html", form=form, team=team)


@bp.post("/teams/<uuid:team_id>/edit")
@requires(Permission.MANAGE_PEOPLE)
def change_team(team_id: uuid.UUID) -> Response:
    """Rename a team and move it with all that is under it."""
    team, actor_id = queries.get_team(team_id), actor().id
    form = TeamForm(queries.tree(language()), own=team_id)
    if form.validate_on_submit():
        name, name_en, parent_id = form.name.data or "", form.name_en.data, uuid_or_none(form.parent.data)
        try:
            transaction.run(lambda: service.change_team(team_id, name, name_en, parent_id, actor_id))
        except FieldError as error:
            apply(form, error)
        else:
            flash(_("The changes were saved."), "success")
            return redirect(url_for(".show_team", team_id=team_id), 303)
    return make_response(render_template("administration/edit_team.html", form=form, team=team), 422)


@bp.get("/teams/<uuid:team_id>/archive")
@requires(Permission.MANAGE_PEOPLE)
def confirm_archive(team_id: uuid.UUID) -> str:
    """Ask whether a team is to be taken out of use."""
    team = queries.get_team(team_id)
    return render_template("administration/confirm_archive.html", form=ConfirmForm(), team=team)


@bp.post("/teams/<uuid:team_id>/archive")
@requires(Permission.MANAGE_PEOPLE)
def archive_team(team_id: uuid.UUID) -> Response:
    """Take an empty team out of use."""
    team, form, actor_id = queries.get_team(team_id), ConfirmForm(), actor().id
    try:
        transaction.run(lambda: service.archive_team(team_id, actor_id))
    except Refused as error:
        apply(form, error)
        page = render_template("administration/confirm_archive.html", form=form, team=team)
        return make_response(page, error.status)
    flash(_("The team was archived."), "success")
    return redirect(url_for(".list_teams"), 303)


@bp.post("/teams/<uuid:team_id>/restore")
@requires(Permission.MANAGE_PEOPLE)
def restore_team(team_id: uuid.UUID) -> Response:
    """Put an archived team back in its place."""
    actor_id = actor().id
    transaction.run(lambda: service.restore_team(team_id, actor_id))
    flash(_("The team is in use again. Say who manages it."), "success")
    return redirect(url_for(".show_team", team_id=team_id), 303)


@bp.post("/teams/<uuid:team_id>/managers")
@requires(Permission.MANAGE_PEOPLE)
def add_manager(team_id: uuid.UUID) -> Response:
    """Let a person manage a team."""
    form, actor_id = ManagerForm(), actor().id
    if form.validate_on_submit():
        typed = form.person.data or ""
        try:
            transaction.run(lambda: service.set_manager_by_name(team_id, typed, actor_id))
        except FieldError as error:
            apply(form, error)
        else:
            flash(_("The team has a new manager."), "success")
            return redirect(url_for(".show_team", team_id=team_id), 303)
    return make_response(_team_page(team_id, form), 422)


@bp.post("/teams/<uuid:team_id>/managers/<uuid:person_id>/remove")
@requires(Permission.MANAGE_PEOPLE)
def remove_manager(team_id: uuid.UUID, person_id: uuid.UUID) -> Response:
    """Take a team away from its manager."""
    actor_id = actor().id
    transaction.run(lambda: service.unset_manager(team_id, person_id, actor_id))
    flash(_("This person no longer manages the team."), "success")
    return redirect(url_for(".show_team", team_id=team_id), 303)


def _team_page(team_id: uuid.UUID, form: ManagerForm) -> str:
    managers = queries.list_managers(team_id)
    return render_template(
        "administration/show_team.html",
        team=queries.get_team(team_id),
        path=queries.list_path(team_id, language()),
        lower=queries.tree(language()).children(team_id),
        managers=managers,
        deputies=deputies.list_present([row.person_id for row in managers], dates.today()),
        people=queries.count_people_below(team_id),
        labels=labels,
        form=form,
    )
