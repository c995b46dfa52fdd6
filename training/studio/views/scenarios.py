"""Scenarios: their head, and their steps in order."""

from collections import Counter

from flask import abort, flash, make_response, redirect, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from questions.reading import is_too_long
from questions.release import Bank
from questions.scenario import Scenario
from training import kinds
from training.access import Permission, actor, requires
from training.i18n import language
from training.studio import desk, offers, queries, translations, vocabulary
from training.studio.editing import documents, doubts, scenarios, storyboard
from training.studio.forms.exhibits import EXHIBIT_NAMES
from training.studio.forms.scenario import NewScenarioForm, OrderForm, PlaceForm, ScenarioForm
from training.studio.publication import first_quiz, review_queries
from training.studio.views.answering import Sent, answer
from training.studio.views.blueprint import bp
from training.studio.views.editing import New, Page, created, edition_of, page, rearranged, saved, show_older

_DIRECTIONS = {"up": -1, "down": 1}
_ORDER_ONLY = _l("The order of the list has changed. Where steps lead to has not, since ways branch here.")


@bp.get("/scenarios/new")
@requires(Permission.EDIT_CONTENT)
def new_scenario() -> Page:
    """Show an empty scenario about the incident that `?incident=` names."""
    return _page(NewScenarioForm(data={"incident": request.args.get("incident")}), None)


@bp.post("/scenarios/new")
@requires(Permission.EDIT_CONTENT)
def create_scenario() -> Page:
    """Store a new scenario with its first step."""
    form = NewScenarioForm()
    if rearranged(form):
        return _page(form, None)
    scenario = created(form, New(Scenario, lambda key: scenarios.read_new(form, key), [form.incident.data or ""]))
    if scenario is None:
        return _page(form, None)
    flash(_("The scenario is saved. Now write its steps."), "success")
    return redirect(url_for("studio.show_scenario", key=scenario.key), 303)


@bp.get("/scenarios/<string:key>")
@requires(Permission.EDIT_CONTENT)
def show_scenario(key: str) -> Page:
    """Show the steps in order, where each leads, and how long it takes."""
    now, bank = queries.get_document(Scenario, key), queries.load_bank()
    form = PlaceForm(data={"edition": now.edition})
    return _board(form, now, bank)


@bp.get("/scenarios/<string:key>/head")
@requires(Permission.EDIT_CONTENT)
def edit_scenario(key: str) -> Page:
    """Show what stands before the first step."""
    now = queries.get_document(Scenario, key)
    return _page(documents.form_for(ScenarioForm, now.document, now.edition, request.args), now)


@bp.post("/scenarios/<string:key>/head")
@requires(Permission.EDIT_CONTENT)
def save_scenario(key: str) -> Page:
    """Store the head; the steps stay as they are."""
    now, form = queries.get_document(Scenario, key), ScenarioForm()
    if rearranged(form):
        return _page(form, now)
    rest = {"key": key, "steps": documents.fields_for(now.document)["steps"]}
    scenario = documents.read(form, Scenario, rest)
    if scenario is None or not saved(form, scenario):
        return _page(form, now)
    flash(_("The scenario is saved."), "success")
    following = desk.drafts.next_unfinished(scenario, "") if request.form.get("do") == "next" else ""
    if following and not form.is_joined:
        return redirect(url_for("studio.edit_step", key=key, step_key=following), 303)
    return redirect(url_for("studio.show_scenario", key=key), 303)


@bp.post("/scenarios/<string:key>/steps/<string:step_key>/move")
@requires(Permission.EDIT_CONTENT)
def move_step(key: str, step_key: str) -> Page:
    """Let a step change places with its neighbour."""
    by = _DIRECTIONS.get(request.form.get("direction", "")) or abort(400)
    now = queries.get_document(Scenario, key)
    scenario, relinked = scenarios.with_moved_step(now.document, step_key, by)
    form = OrderForm()
    if not saved(form, scenario, joined=False):
        flash(form.form_errors[0], "error")
    elif not relinked:
        flash(_ORDER_ONLY, "info")
    return redirect(url_for("studio.show_scenario", key=key) + f"#step-{step_key}", 303)


@bp.post("/scenarios/<string:key>/order")
@requires(Permission.EDIT_CONTENT)
def place_step(key: str) -> Page:
    """Let a step stand behind another, or first."""
    now, form = queries.get_document(Scenario, key), PlaceForm()
    step_key = form.step.data or ""
    if step_key not in {step.key for step in now.document.steps}:
        form.step.errors = [_("This step is not there any more.")]
        return _board(form, now, queries.load_bank())
    scenario, relinked = scenarios.with_placed_step(now.document, step_key, form.after.data or "")
    if not saved(form, scenario, joined=False):
        return _board(form, now, queries.load_bank())
    flash(_("The step has its new place, and the way leads through it there.") if relinked else _ORDER_ONLY, "info")
    return redirect(url_for("studio.show_scenario", key=key) + f"#step-{step_key}", 303)


@bp.post("/scenarios/<string:key>/quiz")
@requires(Permission.EDIT_CONTENT)
def ask_with_quiz(key: str) -> Page:
    """Make a quiz of the scenario in the language of the page, and ask for its review."""
    form, actor_id, tag, address = OrderForm(), actor().id, language(), url_for("studio.show_scenario", key=key)
    said = _("The quiz is made, and its review is asked for. It waits until somebody else decides.")
    return answer(
        Sent(form, lambda: make_response(redirect(address, 303)), address),
        lambda: first_quiz.ask(key, edition_of(form), tag, actor_id),
        lambda review_id: (said, url_for("studio.show_review", review_id=review_id)),
    )


def _board(form: PlaceForm, now: queries.Edited[Scenario], bank: Bank) -> Page:
    scenario, told = now.document, doubts.of_scenario(now.document, bank)
    warned = Counter(doubt.address for group in told for doubt in group.doubts if not doubt.kept)
    address = {step.key: url_for("studio.edit_step", key=scenario.key, step_key=step.key) for step in scenario.steps}
    warnings = Counter({step.key: warned[address[step.key]] for step in scenario.steps})
    older, minutes = translations.count_in_steps(scenario.key), scenarios.minutes(scenario, bank)
    return page(
        "studio/show_scenario.html",
        form,
        {"moved": offers.of_steps_moved(scenario), "places": offers.of_places(scenario)},
        scenario=scenario,
        board=storyboard.storyboard(scenario, bank, warnings, older),
        older=older[""],
        incident=bank.incidents.get(scenario.incident),
        quizzes=[quiz for quiz in bank.quizzes.values() if scenario.key in quiz.scenario_keys],
        remarks=scenarios.remarks(scenario),
        minutes=minutes,
        is_too_long=any(map(is_too_long, minutes.values())),
        doubts=told,
        unfinished=desk.drafts.states(scenario),
        **desk.drafts.readiness(scenario),
        comments=review_queries.list_unresolved(scenario.key),
        kind_names=kinds.names(),
        exhibit_names=EXHIBIT_NAMES,
    )


def _page(form: ScenarioForm, now: queries.Edited[Scenario] | None) -> Page:
    show_older(form, now)
    template = "studio/edit_scenario.html" if now else "studio/new_scenario.html"
    bank = queries.load_bank()
    lists = {"incidents": offers.of_incidents(bank), **vocabulary.of_documents(bank)}
    following = desk.drafts.next_unfinished(now.document, "") if now else ""
    return page(template, form, lists, scenario=now.document if now else None, next_unfinished=following)
