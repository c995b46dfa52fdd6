"""Inviting people by mail and on paper, and resetting their sign-in."""

import uuid

from flask import flash, make_response, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response

from training import transaction
from training.access import Permission, actor, requires
from training.accounts import service as accounts
from training.administration import queries, service, sheets
from training.administration.forms.people import ResetForm
from training.administration.views.blueprint import bp
from training.errors import Refused
from training.forms.errors import apply
from training.i18n import language
from training.models import InvitationChannel

_MOST_AT_ONCE = 500


@bp.post("/people/invitations")
@requires(Permission.MANAGE_PEOPLE)
def invite_people() -> Response:
    """Mail an invitation to those chosen who have a mailbox and no password yet."""
    people, actor_id = _chosen(), actor().id
    reachable = [person.id for person in people if person.email]

    def work() -> None:
        for person_id in reachable:
            accounts.invite(person_id, InvitationChannel.MAIL, actor_id)

    transaction.run(work)
    if reachable:
        flash(
            ngettext("%(num)d invitation is on its way.", "%(num)d invitations are on their way.", len(reachable)),
            "success",
        )
    if len(reachable) < len(people):
        flash(_("Some of the people have no e-mail address. Print invitation sheets for them."), "warning")
    if not people:
        flash(_("Choose at least one person who has no password yet."), "warning")
    return _back()


@bp.post("/people/sheets")
@requires(Permission.MANAGE_PEOPLE)
def print_sheets() -> Response:
    """Show invitation sheets to print; their codes can be shown only now, so the answer is the page itself."""
    people, actor_id = _chosen(), actor().id
    if not people:
        flash(_("Choose at least one person who has no password yet."), "warning")
        return _back()
    codes = transaction.run(lambda: {person.id: accounts.issue_sheet(person.id, actor_id) for person in people})
    return _sheets(people, codes)


@bp.get("/people/<uuid:person_id>/reset")
@requires(Permission.MANAGE_PEOPLE)
def confirm_reset(person_id: uuid.UUID) -> str:
    """Ask whether a person's password is to be taken away."""
    person = queries.get_person(person_id, language())
    form = ResetForm(has_email=bool(person.email))
    return render_template("administration/confirm_reset.html", form=form, person=person)


@bp.post("/people/<uuid:person_id>/reset")
@requires(Permission.MANAGE_PEOPLE)
def reset_sign_in(person_id: uuid.UUID) -> Response:
    """Take away a person's password and sessions, and invite anew."""
    person, actor_id = queries.get_person(person_id, language()), actor().id
    form = ResetForm(has_email=bool(person.email))
    if form.validate_on_submit():
        channel = InvitationChannel(form.channel.data)
        try:
            code = transaction.run(lambda: service.reset_sign_in(person_id, channel, actor_id))
        except Refused as error:
            apply(form, error)
        else:
            if code:
                return _sheets(queries.list_without_password([person_id], None), {person_id: code})
            flash(_("The password no longer works, and a new invitation is on its way."), "success")
            return redirect(url_for(".show_person", person_id=person_id), 303)
    return make_response(render_template("administration/confirm_reset.html", form=form, person=person), 422)


def _chosen() -> sheets.People:
    team = request.form.get("team", type=uuid.UUID)
    chosen = request.form.getlist("person", type=uuid.UUID)[:_MOST_AT_ONCE]
    return queries.list_without_password(chosen, team)


def _sheets(people: sheets.People, codes: dict[uuid.UUID, str]) -> Response:
    return make_response(render_template("administration/print_sheets.html", sheets=sheets.draw(people, codes)))


def _back() -> Response:
    team = request.form.get("team", type=uuid.UUID)
    person = request.form.get("back", type=uuid.UUID)
    if team:
        return redirect(url_for(".show_team", team_id=team), 303)
    if person:
        return redirect(url_for(".show_person", person_id=person), 303)
    return redirect(url_for(".list_people", status="invited"), 303)
