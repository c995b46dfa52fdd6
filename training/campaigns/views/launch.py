"""Launching a campaign in two steps: the form, then a look at who would get it."""

import uuid

from flask import flash, make_response, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from training import dates, releases, transaction
from training.access import Permission, actor, requires
from training.administration.queries import list_tags, tree
from training.campaigns import forms, queries, service, wording
from training.campaigns.audience import Audience
from training.campaigns.views.blueprint import bp
from training.campaigns.wording import Planned
from training.errors import DomainError, FieldError
from training.forms.errors import apply
from training.i18n import language, localised
from training.models import new_id

SHOWN_PEOPLE = 50


class _AudienceChanged(DomainError):
    """Other people would get the campaign than those who were shown."""


@bp.get("/new")
@requires(Permission.MANAGE_CAMPAIGNS)
def new_campaign() -> str:
    """Ask what is assigned to whom and until when."""
    form = _form()
    if form.offers(asked := request.args.get("release")):
        form.release.data = asked
    return render_template("campaigns/new_campaign.html", form=form)


@bp.post("/new")
@requires(Permission.MANAGE_CAMPAIGNS)
def preview_campaign() -> Response:
    """Show who would get the campaign. Nothing is stored yet, so this answer is the page itself."""
    form = _form()
    if "change" in request.form:
        return make_response(render_template("campaigns/new_campaign.html", form=form))
    if form.validate_on_submit() and _has_audience(form, form_audience := form.audience()):
        form.campaign_id.data = str(form.id() or new_id())
        return make_response(_preview(form, form_audience))
    return make_response(render_template("campaigns/new_campaign.html", form=form), 422)


@bp.post("/launch")
@requires(Permission.MANAGE_CAMPAIGNS)
def launch_campaign() -> Response:
    """Launch the campaign that was previewed, for those who were shown; sent twice, it launches once."""
    form, actor_id = _form(), actor().id
    if form.validate_on_submit():
        try:
            campaign_id = transaction.run(lambda: _launch(form, actor_id))
        except _AudienceChanged:
            flash(_("Other people than you saw are in this audience by now. Look at it before you launch."), "warning")
            return make_response(_preview(form, form.audience()), 409)
        except FieldError as error:
            apply(form, error)
        else:
            flash(_("The campaign was launched."), "success")
            return redirect(url_for(".show_campaign", campaign_id=campaign_id), 303)
    return make_response(render_template("campaigns/new_campaign.html", form=form), 422)


def _form() -> forms.CampaignForm:
    loaded = releases.get_many(ids := queries.list_release_ids())
    choices = [
        (
            str(release_id),
            _(
                "%(title)s (release %(number)d)",
                title=localised(loaded[release_id].document.quiz.title),
                number=loaded[release_id].number,
            ),
        )
        for release_id in ids
    ]
    return forms.CampaignForm(tree(language()), list_tags(language()), choices)


def _has_audience(form: forms.CampaignForm, audience: Audience) -> bool:
    if audience.awaits_newcomers() or queries.measure(audience).people:
        return True
    form.form_errors.append(_("Nobody is in this audience. Choose at least one person or team."))
    return False


def _preview(form: forms.CampaignForm, audience: Audience) -> str:
    form.seen.data = queries.digest_of(audience)
    size = queries.measure(audience)
    pages = -(-size.people // SHOWN_PEOPLE)
    number = max(min(request.form.get("page", 1, int), pages), 1)
    return render_template(
        "campaigns/preview_campaign.html",
        form=form,
        release=releases.get(uuid.UUID(form.release.data)),
        size=size,
        people=queries.list_people(audience, language(), SHOWN_PEOPLE, offset=SHOWN_PEOPLE * (number - 1)),
        number=number,
        pages=pages,
        teams=queries.count_by_team(audience, language()),
        missing=queries.count_missing(audience),
        audience=queries.put_into_words(audience, language()),
        labels=forms,
        rules=Planned(form.rules(), form.opens_at(), form.due_at()),
        wording=wording,
        today=dates.today(),
    )


def _launch(form: forms.CampaignForm, actor_id: uuid.UUID) -> uuid.UUID:
    if form.seen.data != queries.digest_of(form.audience()):
        raise _AudienceChanged
    campaign = service.assign(
        form.name.data or "",
        uuid.UUID(form.release.data),
        form.audience(),
        form.opens_at(),
        form.due_at(),
        actor_id,
        name_en=form.name_en.data,
        campaign_id=form.id(),
        rules=form.rules(),
    )
    return campaign.id
