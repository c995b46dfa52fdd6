"""Incidents: what really happened, from which source."""

import uuid
from typing import Any

from flask import flash, redirect, request, url_for
from flask_babel import gettext as _

from questions.incident import Incident
from training import transaction
from training.access import Permission, actor, requires
from training.forms.folding import named_rows
from training.studio import desk, offers, queries, vocabulary
from training.studio.editing import documents, doubts
from training.studio.forms.incident import IncidentForm, NewIncidentForm
from training.studio.views.blueprint import bp
from training.studio.views.editing import New, Page, created, page, rearranged, saved, show_older


@bp.get("/incidents/new")
@requires(Permission.EDIT_CONTENT)
def new_incident() -> Page:
    """Show an empty incident, or what is known of it from a notice."""
    notice_id = _notice_id()
    data = desk.shown.draft(desk.queries.get_reading(notice_id)) if notice_id else None
    return _page(NewIncidentForm(data=data), None)


@bp.post("/incidents/new")
@requires(Permission.EDIT_CONTENT)
def create_incident() -> Page:
    """Store a new incident."""
    form = NewIncidentForm()
    if rearranged(form):
        return _page(form, None)
    new = New(Incident, lambda key: documents.read(form, Incident, {"key": key}), form.proposed_keys())
    incident = created(form, new)
    if incident is None:
        return _page(form, None)
    flash(_("The incident is saved. Now write a scenario about it."), "success")
    if not (notice_id := _notice_id()):
        return redirect(url_for("studio.edit_incident", key=incident.key), 303)
    actor_id = actor().id
    transaction.run(lambda: desk.reading.take_up(notice_id, incident, actor_id))
    return redirect(url_for("studio.show_proposals", key=incident.key), 303)


@bp.get("/incidents/<string:key>")
@requires(Permission.EDIT_CONTENT)
def edit_incident(key: str) -> Page:
    """Show an incident as it is now."""
    now = queries.get_document(Incident, key)
    return _page(documents.form_for(IncidentForm, now.document, now.edition, request.args), now)


@bp.post("/incidents/<string:key>")
@requires(Permission.EDIT_CONTENT)
def save_incident(key: str) -> Page:
    """Store an incident's next edition."""
    now, form = queries.get_document(Incident, key), IncidentForm()
    if rearranged(form):
        return _page(form, now)
    incident = documents.read(form, Incident, {"key": key})
    if incident is None or not saved(form, incident):
        return _page(form, now)
    flash(_("The incident is saved."), "success")
    return redirect(url_for("studio.edit_incident", key=key), 303)


def _notice_id() -> uuid.UUID | None:
    """Return the id of the notice that the address names."""
    return request.args.get("notice", type=uuid.UUID)


def _page(form: IncidentForm, now: queries.Edited[Incident] | None) -> Page:
    show_older(form, now)
    sources = named_rows(form.sources, "title")
    bank = queries.load_bank()
    lists: dict[str, list[tuple[str, Any]]] = {
        **vocabulary.of_documents(bank),
        "countries": vocabulary.countries(),
        "sources": sources if len(sources) == 1 else [("", _("Please choose")), *sources],
        "facts": named_rows(form.facts, "text"),
        "controls": offers.of_controls(bank, desk.shipped.to_offer(bank) if _notice_id() else {}),
    }
    template = "studio/edit_incident.html" if now else "studio/new_incident.html"
    incident = now.document if now else None
    told = doubts.of_incident(incident, bank) if incident else []
    return page(template, form, lists, incident=incident, doubts=told)
