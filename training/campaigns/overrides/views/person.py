"""What was decided about one person in a campaign, deciding, and taking back."""

import uuid

from flask import flash, make_response, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from training import releases, transaction
from training.access import Permission, requires
from training.campaigns.overrides import forms, queries, rules, service, wording
from training.campaigns.overrides.views.blueprint import Place, administrators, bp, managers
from training.errors import DomainError, FieldError, NotFound, Refused
from training.forms.errors import apply
from training.models import OverrideKind

_EXTENSION = "extension"


@bp.get("/campaigns/<uuid:campaign_id>/people/<uuid:person_id>")
@requires(Permission.MANAGE_CAMPAIGNS)
def show_person(campaign_id: uuid.UUID, person_id: uuid.UUID) -> str:
    """Show what was decided about one person, and what can be decided."""
    return _shown(administrators(), campaign_id, person_id, list(forms.FORMS))


@bp.get("/campaigns/<uuid:campaign_id>/people/<uuid:person_id>/<string:kind>")
@requires(Permission.MANAGE_CAMPAIGNS)
def new_override(campaign_id: uuid.UUID, person_id: uuid.UUID, kind: str) -> str:
    """Ask for one decision and why."""
    return _asked(administrators(), campaign_id, person_id, kind)


@bp.post("/campaigns/<uuid:campaign_id>/people/<uuid:person_id>/<string:kind>")
@requires(Permission.MANAGE_CAMPAIGNS)
def give_override(campaign_id: uuid.UUID, person_id: uuid.UUID, kind: str) -> Response:
    """Decide about one person; sent twice, it holds once."""
    return _given(administrators(), campaign_id, person_id, kind)


@bp.get("/campaigns/<uuid:campaign_id>/people/<uuid:person_id>/decisions/<uuid:override_id>/take-back")
@requires(Permission.MANAGE_CAMPAIGNS)
def confirm_taking_back(campaign_id: uuid.UUID, person_id: uuid.UUID, override_id: uuid.UUID) -> str:
    """Ask why a decision is taken back."""
    return _confirming(administrators(), campaign_id, person_id, override_id, forms.TakingBackForm())


@bp.post("/campaigns/<uuid:campaign_id>/people/<uuid:person_id>/decisions/<uuid:override_id>/take-back")
@requires(Permission.MANAGE_CAMPAIGNS)
def take_back(campaign_id: uuid.UUID, person_id: uuid.UUID, override_id: uuid.UUID) -> Response:
    """Take a decision back by another one."""
    return _taken_back(administrators(), campaign_id, person_id, override_id)


@bp.get("/team/campaigns/<uuid:campaign_id>/people/<uuid:person_id>")
@requires(Permission.EXTEND_DUE)
def show_own_person(campaign_id: uuid.UUID, person_id: uuid.UUID) -> str:
    """Show a manager what was decided about one of the own people."""
    return _shown(managers(), campaign_id, person_id, [_EXTENSION])


@bp.get("/team/campaigns/<uuid:campaign_id>/people/<uuid:person_id>/extension")
@requires(Permission.EXTEND_DUE)
def new_extension(campaign_id: uuid.UUID, person_id: uuid.UUID) -> str:
    """Ask a manager until when one of the own people has time, and why."""
    return _asked(managers(), campaign_id, person_id, _EXTENSION)


@bp.post("/team/campaigns/<uuid:campaign_id>/people/<uuid:person_id>/extension")
@requires(Permission.EXTEND_DUE)
def give_extension(campaign_id: uuid.UUID, person_id: uuid.UUID) -> Response:
    """Extend for one of a manager's own people."""
    return _given(managers(), campaign_id, person_id, _EXTENSION)


@bp.get("/team/campaigns/<uuid:campaign_id>/people/<uuid:person_id>/decisions/<uuid:override_id>/take-back")
@requires(Permission.EXTEND_DUE)
def confirm_own_taking_back(campaign_id: uuid.UUID, person_id: uuid.UUID, override_id: uuid.UUID) -> str:
    """Ask a manager why an extension is taken back."""
    return _confirming(managers(), campaign_id, person_id, override_id, forms.TakingBackForm())


@bp.post("/team/campaigns/<uuid:campaign_id>/people/<uuid:person_id>/decisions/<uuid:override_id>/take-back")
@requires(Permission.EXTEND_DUE)
def take_own_back(campaign_id: uuid.UUID, person_id: uuid.UUID, override_id: uuid.UUID) -> Response:
    """Take an extension back that the manager gave."""
    return _taken_back(managers(), campaign_id, person_id, override_id)


def _shown(place: Place, campaign_id: uuid.UUID, person_id: uuid.UUID, offered: list[str]) -> str:
    person = queries.get_person(campaign_id, person_id, place.giver.scope)
    facts = queries.get_facts(campaign_id, person_id, place.giver.scope)
    quiz = releases.get(person.release_id).document.quiz
    possible = [
        kind for kind in offered if not rules.hindrance(forms.FORMS[kind].kind, facts, is_closed=person.is_closed)
    ]
    if not quiz.time_limit_minutes:
        possible = [kind for kind in possible if kind != "extra-time"]
    return render_template(
        "overrides/show_person.html",
        place=place,
        person=person,
        possible=possible,
        facts=facts,
        labels=wording.LABELS,
        kinds={kind: form.kind for kind, form in forms.FORMS.items()},
        decisions=wording.tell(queries.list_overrides(person_id, person.assignment_id)),
    )


def _asked(place: Place, campaign_id: uuid.UUID, person_id: uuid.UUID, kind: str) -> str:
    if kind not in forms.FORMS:
        raise NotFound
    person = queries.get_person(campaign_id, person_id, place.giver.scope)
    facts = queries.get_facts(campaign_id, person_id, place.giver.scope)
    if why := rules.hindrance(forms.FORMS[kind].kind, facts, is_closed=person.is_closed):
        raise Refused(why)
    return _form_page(place, person, kind, forms.FORMS[kind]())


def _form_page(place: Place, person: queries.Person, kind: str, form: forms.DecisionForm) -> str:
    quiz = releases.get(person.release_id).document.quiz
    return render_template(
        "overrides/new_override.html",
        form=form,
        place=place,
        person=person,
        kind=kind,
        label=wording.LABELS[form.kind],
        quiz=quiz,
        most_days=place.giver.most_days,
    )


def _given(place: Place, campaign_id: uuid.UUID, person_id: uuid.UUID, kind: str) -> Response:
    if kind not in forms.FORMS:
        raise NotFound
    person, form = queries.get_person(campaign_id, person_id, place.giver.scope), forms.FORMS[kind]()
    if form.validate_on_submit():
        decision = form.decision()
        try:
            transaction.run(lambda: service.give(campaign_id, person_id, decision, place.giver))
        except (FieldError, Refused) as error:
            apply(form, error)
        else:
            flash(_("It was decided, and the person can see it."), "success")
            return _back(place, campaign_id, person_id)
    return make_response(_form_page(place, person, kind, form), 422)


def _confirming(
    place: Place, campaign_id: uuid.UUID, person_id: uuid.UUID, override_id: uuid.UUID, form: forms.TakingBackForm
) -> str:
    person = queries.get_person(campaign_id, person_id, place.giver.scope)
    told = wording.tell(queries.list_overrides(person_id, person.assignment_id))
    found = next((line for line in told if line.id == override_id and line.kind is not OverrideKind.TAKING_BACK), None)
    if found is None or (place.is_manager and not found.is_extension_of(place.giver.actor_id)):
        raise NotFound
    if found.is_taken_back:
        raise Refused(rules.WHY_TAKEN_BACK)
    return render_template("overrides/confirm_taking_back.html", form=form, place=place, person=person, line=found)


def _taken_back(place: Place, campaign_id: uuid.UUID, person_id: uuid.UUID, override_id: uuid.UUID) -> Response:
    form = forms.TakingBackForm()
    if form.validate_on_submit():
        decision = form.decision()
        try:
            transaction.run(
                lambda: service.take_back(campaign_id, person_id, override_id, decision, place.giver, **place.only_own)
            )
        except NotFound:
            raise
        except DomainError as error:
            apply(form, error)
        else:
            flash(_("The decision was taken back. It stays in the list, with the reason."), "success")
            return _back(place, campaign_id, person_id)
    return make_response(_confirming(place, campaign_id, person_id, override_id, form), 422)


def _back(place: Place, campaign_id: uuid.UUID, person_id: uuid.UUID) -> Response:
    return redirect(url_for(place.person, campaign_id=campaign_id, person_id=person_id), 303)
