"""Steps of a scenario, one page each."""

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from questions.scenario import Scenario, Step
from training import kinds
from training.access import Permission, requires
from training.errors import Refused
from training.studio import desk, offers, queries
from training.studio.editing import documents, doubts, scenarios
from training.studio.forms.exhibits import EXHIBIT_NAMES
from training.studio.forms.scenario import OrderForm, StepForm
from training.studio.publication import review_queries, standing
from training.studio.views.blueprint import bp
from training.studio.views.editing import Page, opened, page, rearranged, saved, show_older

Now = queries.Edited[Scenario]
_WITHOUT = "without-question"
"""The button that says expressly that what is written for a question may go."""


@bp.get("/scenarios/<string:key>/steps/new")
@requires(Permission.EDIT_CONTENT)
def new_step(key: str) -> Page:
    """Show an empty step that comes behind the one that `?after=` names, or first."""
    now = queries.get_document(Scenario, key)
    return _page(StepForm(data={"edition": now.edition}), now, "")


@bp.post("/scenarios/<string:key>/steps/new")
@requires(Permission.EDIT_CONTENT)
def create_step(key: str) -> Page:
    """Store a new step."""
    now, form = queries.get_document(Scenario, key), StepForm()
    if rearranged(form):
        return _page(form, now, "")
    is_later, form.edition.data = form.edition.data != str(now.edition), str(now.edition)
    written = scenarios.read_new_step(form, now.document, request.args.get("after", ""))
    if _is_refused(form, now.document, None) or written is None:
        return _page(form, now, "")
    same = scenarios.find_same(written, now.document) if is_later else None
    if same is None and not saved(form, written.scenario):  # unless it was on its way twice at the same moment
        same = scenarios.find_same(written, queries.get_document(Scenario, key).document)
        if same is None:
            return _page(form, now, "")
    return _onward(written._replace(step_key=same.key) if same else written, form)


@bp.get("/scenarios/<string:key>/steps/<string:step_key>")
@requires(Permission.EDIT_CONTENT)
def edit_step(key: str, step_key: str) -> Page:
    """Show a step as it is now."""
    now = queries.get_document(Scenario, key)
    step = scenarios.get_step(now.document, step_key)
    return _page(documents.form_for(StepForm, step, now.edition, request.args), now, step_key)


@bp.post("/scenarios/<string:key>/steps/<string:step_key>")
@requires(Permission.EDIT_CONTENT)
def save_step(key: str, step_key: str) -> Page:
    """Store a step; the other steps stay as they are."""
    form = StepForm()
    then = opened(form, queries.get_document(Scenario, key))
    step = scenarios.get_step(then.document, step_key)
    if rearranged(form):
        return _page(form, then, step_key)
    written = scenarios.read_step(form, then.document, step_key)
    if _is_refused(form, then.document, step) or written is None or not saved(form, written.scenario):
        return _page(form, then, step_key)
    return _onward(written, form)


@bp.get("/scenarios/<string:key>/steps/<string:step_key>/removal")
@requires(Permission.EDIT_CONTENT)
def show_removal(key: str, step_key: str) -> Page:
    """Ask whether a step is really to be removed."""
    now = queries.get_document(Scenario, key)
    step = scenarios.get_step(now.document, step_key)
    form = OrderForm(data={"edition": now.edition})
    stands = standing.of_step(step, key, queries.load_bank())
    return render_template("studio/show_removal.html", form=form, scenario=now.document, step=step, stands=stands)


@bp.post("/scenarios/<string:key>/steps/<string:step_key>/removal")
@requires(Permission.EDIT_CONTENT)
def remove_step(key: str, step_key: str) -> Page:
    """Remove a step; what led to it leads to where it led."""
    now, form = queries.get_document(Scenario, key), OrderForm()
    step = scenarios.get_step(now.document, step_key)
    if len(now.document.steps) == 1:
        raise Refused(_("A scenario needs at least one step, so its only step can't be removed."))
    if not saved(form, scenarios.without_step(now.document, step_key), joined=False):
        stands = standing.of_step(step, key, queries.load_bank())
        return page("studio/show_removal.html", form, {}, scenario=now.document, step=step, stands=stands)
    flash(_("The step is removed. What led to it now leads to the step after it."), "success")
    return redirect(url_for("studio.show_scenario", key=key), 303)


def _is_refused(form: StepForm, scenario: Scenario, before: Step | None) -> bool:
    """Tell whether the form can't be stored as it is, and say why beside its fields."""
    return _loses_question(form, before) or _names_unknown(form, scenario)


def _loses_question(form: StepForm, before: Step | None) -> bool:
    is_written = bool(form.question.aside.texts or (before and before.question))
    if form.question.kind or not is_written or request.form.get("do") == _WITHOUT:
        return False
    kind = form.question.form["kind"]
    kind.errors = kind.errors or [_("Choose a kind, or say below that the question shall be taken away.")]
    return True


def _names_unknown(form: StepForm, scenario: Scenario) -> bool:
    bank = queries.load_bank()
    lists = {"controls": offers.of_controls(bank)}
    if incident := bank.incidents.get(scenario.incident):
        lists["facts"] = offers.of_facts(incident)
    return documents.names_unknown(form, lists)


def _onward(written: scenarios.Written, form: StepForm) -> Response:
    flash(_("The step is saved."), "success")
    key, step_key = written.scenario.key, written.step_key
    if request.form.get("do") == "preview" and not form.is_joined:
        return redirect(url_for("studio.preview_step", key=key, step_key=step_key), 303)
    following = desk.drafts.next_unfinished(written.scenario, step_key) if request.form.get("do") == "next" else ""
    if following and not form.is_joined:
        return redirect(url_for("studio.edit_step", key=key, step_key=following), 303)
    return redirect(url_for("studio.show_scenario", key=key) + f"#step-{step_key}", 303)


def _page(form: StepForm, now: Now, step_key: str) -> Page:
    scenario, bank = now.document, queries.load_bank()
    show_older(form, now if step_key else None, f"steps[{step_key}]")
    lists: dict[str, list[tuple[str, Any]]] = {
        "facts": offers.of_facts(bank.incidents.get(scenario.incident)),
        "controls": offers.of_controls(bank),
        "families": offers.of_twins(bank, scenario.step(step_key).uid if step_key else ""),
        "steps": offers.of_steps(scenario.steps, step_key, _("The end of the scenario")),
        "branches": offers.of_steps(scenario.steps, step_key, _("The same step as for the others")),
        **kinds.offers(form.question.kind, form.question.form),
    }
    return page(
        "studio/edit_step.html" if step_key else "studio/new_step.html",
        form,
        lists,
        scenario=scenario,
        step_key=step_key,
        stands=standing.of_step(scenario.step(step_key), scenario.key, bank) if step_key else None,
        comments=review_queries.list_unresolved(scenario.key, step_key) if step_key else [],
        doubts=doubts.of_step(scenario, step_key, bank) if step_key else [],
        **(desk.drafts.of_step(scenario.step(step_key), bank.incidents.get(scenario.incident)) if step_key else {}),
        next_unfinished=desk.drafts.next_unfinished(scenario, step_key) if step_key else "",
        exhibit_names=EXHIBIT_NAMES,
        question_names=kinds.names(),
    )
