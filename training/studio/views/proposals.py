"""Proposed steps of an incident: shown with their reasons, and taken into a scenario."""

from typing import TYPE_CHECKING

from flask import flash, redirect, url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from questions.incident import Incident
from questions.scenario import Scenario
from training import kinds
from training.access import Permission, requires
from training.errors import NotFound
from training.forms.keys import as_key, new_key
from training.i18n import localised
from training.studio import documents, proposals, queries
from training.studio.forms.proposal import ProposalForm
from training.studio.views.blueprint import bp
from training.studio.views.editing import Page, added, page, saved

if TYPE_CHECKING:
    from questions.drafts.proposing import Proposal


@bp.get("/incidents/<string:key>/proposals")
@requires(Permission.EDIT_CONTENT)
def show_proposals(key: str) -> Page:
    """Show the steps that an incident suggests, and why."""
    incident = queries.get_document(Incident, key).document
    return _page(ProposalForm(data={"title": proposals.proposed_title(incident)}), incident)


@bp.post("/incidents/<string:key>/proposals")
@requires(Permission.EDIT_CONTENT)
def take_proposals(key: str) -> Page:
    """Put the ticked steps into a new scenario or behind the steps of one that exists."""
    incident, form = queries.get_document(Incident, key).document, ProposalForm()
    found, _errors = proposals.list_proposals(incident, queries.load_bank())
    chosen = [each for each in found if each.pattern.key in form.steps.piece()]
    if not chosen:
        form.steps.errors = [_("Tick at least one step.")]
        return _page(form, incident)
    scenario = _scenario(form, incident, chosen)
    if scenario is None:
        return _page(form, incident)
    message = ngettext("%(num)d step is taken. Now edit it.", "%(num)d steps are taken. Now edit them.", len(chosen))
    flash(message, "success")
    return redirect(url_for("studio.show_scenario", key=scenario.key), 303)


def _scenario(form: ProposalForm, incident: Incident, chosen: "list[Proposal]") -> Scenario | None:
    """Return the stored scenario with the chosen steps; None when errors stand in the form."""
    if form.scenario.data:
        return _longer(form, incident, chosen)
    title = form.title.piece() or proposals.proposed_title(incident)
    taken = {*queries.list_keys(Scenario), "new"}
    key = new_key(as_key(form.title.texts["en"]) or incident.key, taken, "scenario")
    data = {"key": key, **proposals.new_scenario(incident, title, chosen)}
    scenario = documents.validate(form, Scenario, data)
    return scenario if scenario and added(form, scenario) else None


def _longer(form: ProposalForm, incident: Incident, chosen: "list[Proposal]") -> Scenario | None:
    now = queries.get_document(Scenario, form.scenario.data)
    if now.document.incident != incident.key:
        raise NotFound
    form.edition.data = str(now.edition)
    scenario = proposals.with_steps(now.document, chosen)
    return scenario if saved(form, scenario) else None


def _page(form: ProposalForm, incident: Incident) -> Page:
    bank = queries.load_bank()
    found, errors = proposals.list_proposals(incident, bank)
    own = [each for each in bank.scenarios.values() if each.incident == incident.key]
    scenarios = [("", _("A new scenario")), *((each.key, localised(each.title)) for each in own)]
    listed = proposals.offered(found, incident, bank)
    lists = {"scenarios": scenarios, "steps": [(each.key, each.title) for each in listed]}
    context = {"incident": incident, "offered": listed, "errors": errors, "question_names": kinds.names()}
    return page("studio/show_proposals.html", form, lists, **context)
