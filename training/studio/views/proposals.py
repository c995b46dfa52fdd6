"""Proposed steps of an incident: shown with their reasons, and taken into a scenario."""

from __future__ import annotations  # parts of the desk are not loaded to be named

import secrets
from typing import TYPE_CHECKING

from flask import flash, redirect, url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from questions.incident import Incident
from questions.release import Bank
from questions.scenario import Scenario
from training import kinds, transaction
from training.access import Permission, actor, requires
from training.errors import NotFound
from training.i18n import localised
from training.studio import desk, queries
from training.studio.editing import documents
from training.studio.editing.keys import key_for
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
    data = {"title": desk.proposals.proposed_title(incident), "sending": secrets.token_hex(16)}
    return _page(ProposalForm(data=data), incident)


@bp.post("/incidents/<string:key>/proposals")
@requires(Permission.EDIT_CONTENT)
def take_proposals(key: str) -> Page:
    """Put the ticked steps into a new scenario or behind the steps of one that exists; sent twice, only once."""
    incident, form = queries.get_document(Incident, key).document, ProposalForm()
    bank = queries.load_bank()
    found, _errors = desk.proposals.list_proposals(incident, bank)
    ticked = set(form.steps.piece())
    chosen = [each for each in found if each.pattern.key in ticked]
    if not ticked or len(chosen) < len(ticked):
        return _page(form, incident)
    form.sending.data = form.sending.data or secrets.token_hex(16)
    chosen = desk.proposals.as_sent(chosen, form.content())
    taken = desk.proposals.find_taken(bank.scenarios.values(), chosen)
    scenario = taken or _scenario(form, incident, chosen, bank)
    if scenario is None:  # unless the same form was on its way twice at the same moment
        taken = scenario = desk.proposals.find_taken(queries.load_bank().scenarios.values(), chosen)
    if scenario is None:
        return _page(form, incident)
    practised, actor_id = [key for each in chosen for key in each.step.controls], actor().id
    transaction.run(lambda: desk.shipped.bring_in(practised, queries.load_bank(), actor_id))
    _tell(len(chosen), is_again=taken is not None)
    return redirect(url_for("studio.show_scenario", key=scenario.key), 303)


def _tell(number: int, *, is_again: bool) -> None:
    if is_again:
        flash(_("These steps were taken already, so nothing was added."), "info")
        return
    message = ngettext("%(num)d step is taken. Now edit it.", "%(num)d steps are taken. Now edit them.", number)
    flash(message, "success")


def _scenario(form: ProposalForm, incident: Incident, chosen: list[Proposal], bank: Bank) -> Scenario | None:
    """Return the stored scenario with the chosen steps; None when errors stand in the form."""
    if form.scenario.data:
        return _longer(form, incident, chosen)
    written = {"title": desk.proposals.proposed_title(incident), **form.head()}
    # Keys as they were when nothing of this form was stored yet.
    key = key_for(form, Scenario, [incident.key], bank.scenarios)
    data = {"key": key, **desk.proposals.new_scenario(incident, written, chosen)}
    scenario = documents.validate(form, Scenario, data)
    return scenario if scenario and added(form, scenario) else None


def _longer(form: ProposalForm, incident: Incident, chosen: list[Proposal]) -> Scenario | None:
    now = queries.get_document(Scenario, form.scenario.data)
    if now.document.incident != incident.key:
        raise NotFound
    if desk.proposals.find_taken([now.document], chosen):  # at the same moment
        return now.document
    form.edition.data = str(now.edition)
    scenario = desk.proposals.with_steps(now.document, chosen)
    return scenario if saved(form, scenario) else None


def _page(form: ProposalForm, incident: Incident) -> Page:
    bank = queries.load_bank()
    found, errors = desk.proposals.list_proposals(incident, bank)
    own = [each for each in bank.scenarios.values() if each.incident == incident.key]
    scenarios = [("", _("A new scenario")), *((each.key, localised(each.title)) for each in own)]
    listed = desk.proposals.offered(found, incident, bank)
    _check_ticks(form, [each.key for each in listed])
    lists = {"scenarios": scenarios, "steps": [(each.key, each.title) for each in listed]}
    told = [desk.file_errors.tell(error) for error in errors]
    context = {"incident": incident, "offered": listed, "errors": told, "question_names": kinds.names()}
    return page("studio/show_proposals.html", form, lists, **context)


def _check_ticks(form: ProposalForm, offered: list[str]) -> None:
    """Say what is wrong with what was ticked, and untick what is not on offer any more."""
    if not form.is_submitted():
        return
    ticked = form.steps.piece()
    if not ticked:
        form.steps.errors = [_("Tick at least one step.")]
    form.steps.data = [name for name in ticked if name in offered]
    if len(form.steps.data) < len(ticked):
        message = _("A step that you ticked is not proposed any more, since the incident has changed.")
        if offered:
            form.steps.errors = [message]
        else:  # no list is shown
            form.form_errors.append(message)
