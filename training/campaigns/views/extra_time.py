"""More time for one person of a campaign."""

import uuid

from flask import flash, make_response, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from training import releases, transaction
from training.access import Permission, actor, requires
from training.campaigns import extra_time
from training.campaigns.forms import ExtraTimeForm
from training.campaigns.views.blueprint import bp


@bp.get("/<uuid:campaign_id>/people/<uuid:person_id>/time")
@requires(Permission.MANAGE_CAMPAIGNS)
def edit_extra_time(campaign_id: uuid.UUID, person_id: uuid.UUID) -> str:
    """Ask how many minutes more than others a person gets, and why."""
    person = extra_time.get_person(campaign_id, person_id)
    return _page(person, ExtraTimeForm(data={"minutes": person.extra_minutes}))


@bp.post("/<uuid:campaign_id>/people/<uuid:person_id>/time")
@requires(Permission.MANAGE_CAMPAIGNS)
def change_extra_time(campaign_id: uuid.UUID, person_id: uuid.UUID) -> Response:
    """Give a person more time, in an open attempt as well."""
    person, form, actor_id = extra_time.get_person(campaign_id, person_id), ExtraTimeForm(), actor().id
    if not form.validate_on_submit():
        return make_response(_page(person, form), 422)
    minutes, reason = form.minutes.data or 0, form.reason.data or ""
    transaction.run(lambda: extra_time.grant(campaign_id, person_id, minutes, reason, actor_id))
    flash(_("The extra time was changed."), "success")
    return redirect(url_for(".show_campaign", campaign_id=campaign_id), 303)


def _page(person: extra_time.Person, form: ExtraTimeForm) -> str:
    quiz = releases.get(person.release_id).document.quiz
    return render_template("campaigns/edit_extra_time.html", form=form, person=person, quiz=quiz)
