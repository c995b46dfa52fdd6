"""A step as employees will see it, before and after answering; nothing is stored."""

from flask import render_template, request
from flask_babel import force_locale

from questions.kinds import Response, ResponseError
from questions.scenario import Scenario
from training import clock, presentation, settings
from training.access import Permission, requires
from training.forms.decision import DecisionForm
from training.forms.pieces import LANGUAGES
from training.i18n import language
from training.presentation import StepView
from training.studio import doubts, flow, queries, scenarios
from training.studio.views.blueprint import bp
from training.studio.views.editing import Page

_SEED = "preview"


@bp.get("/scenarios/<string:key>/steps/<string:step_key>/preview")
@requires(Permission.EDIT_CONTENT)
def preview_step(key: str, step_key: str) -> Page:
    """Show a step in the language that `?language=` names; answered, when an answer is in the address."""
    scenario = queries.get_document(Scenario, key).document
    bank = queries.load_bank()
    draft = scenarios.preview(scenario, step_key, bank)
    shown_in = request.args.get("language", "")
    with force_locale(shown_in if shown_in in LANGUAGES else language()):
        form = DecisionForm(formdata=None)
        view = _view(draft, _response(draft, form))
        onward = flow.after(draft.step, view.response)
        shown = {"view": view, "form": form, "draft": draft, "languages": LANGUAGES, "onward": onward}
        shown["doubts"] = doubts.of_step(scenario, step_key, bank)
        return render_template("studio/preview_step.html", **shown, **presentation.said_to_answer(view))


def _response(draft: scenarios.Draft, form: DecisionForm) -> Response | None:
    fields = request.args.to_dict(flat=False)
    fields.pop("language", None)
    if draft.step.question is None or not fields:
        return None
    try:
        return draft.step.question.parse(fields)
    except ResponseError as refusal:
        form.refuse(refusal)
        return None


def _view(draft: scenarios.Draft, response: Response | None) -> StepView:
    return StepView(
        document=draft.document,
        scenario=draft.scenario,
        step=draft.step,
        seed=_SEED,
        today=clock.now().date(),
        response=response,
        slots=settings.slots(draft.step.controls, language()) if response else {},
    )
