"""The list of campaigns, and the page of one."""

import uuid

from flask import render_template, request

from training import clock, releases
from training.access import Permission, requires
from training.campaigns import forms, queries, wording
from training.campaigns.audience import Audience
from training.campaigns.views.blueprint import bp
from training.i18n import language
from training.paging import paginate
from training.team.completion.sources import Sources
from training.team.completion.teams import list_teams
from training.team.filters import Wanted
from training.team.progress import get_progress
from training.team.queries import list_alike
from training.team.scope import EVERYBODY


@bp.get("/")
@requires(Permission.MANAGE_CAMPAIGNS)
def list_campaigns() -> str:
    """Show campaigns with how many people have finished and how many are late."""
    filters, now = forms.CampaignsFilter(request.args), clock.now()
    page = paginate(queries.select_campaigns(filters.wanted(), now))
    quizzes = releases.get_many({campaign.release_id for campaign in page.items})
    return render_template("campaigns/list_campaigns.html", filters=filters, page=page, quizzes=quizzes, now=now)


@bp.get("/<uuid:campaign_id>")
@requires(Permission.MANAGE_CAMPAIGNS)
def show_campaign(campaign_id: uuid.UUID) -> str:
    """Show how a campaign stands, and each of its people; never answers."""
    campaign, filters, now = queries.get_campaign(campaign_id), forms.RecordsFilter(request.args), clock.now()
    audience = Audience.model_validate_json(campaign.audience)
    sources = Sources(list_teams(EVERYBODY, language()), Wanted(campaign_id=campaign_id), now)
    return render_template(
        "campaigns/show_campaign.html",
        campaign=campaign,
        quiz=releases.get(campaign.release_id).document.quiz,
        newest=queries.find_newest_release(campaign.release_id),
        audience=queries.put_into_words(audience, language()),
        newcomers=queries.measure(audience, without=campaign_id).people,
        counts=queries.count_statuses(campaign_id, now),
        progress=get_progress(sources, list_alike(sources, apart=False), campaign.opens_at),
        filters=filters,
        page=paginate(queries.select_records(campaign_id, filters.wanted(), language(), now)),
        labels=forms,
        wording=wording,
        next_on=queries.next_on(campaign),
        now=now,
    )
