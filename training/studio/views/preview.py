"""A step as employees will see it, before and after answering; nothing is stored."""

from flask import render_template, request
from flask_babel import force_locale

from questions.kinds import Response, ResponseError
from questions.release import Bank
from questions.scenario import Scenario
from training import dates, presentation, releases, settings
from training.access import Permission, requires
from training.errors import NotFound
from training.forms.decision import DecisionForm
from training.forms.fields import uuid_or_none
from training.forms.pieces import LANGUAGES
from training.i18n import language
from training.presentation import StepView
from training.studio import queries
from training.studio.editing import doubts, scenarios
from training.studio.editing.playing import OWN, Way
from training.studio.editing.previewing import Previewed, preview
from training.studio.publication import review_queries
from training.studio.views.blueprint import bp
from training.studio.views.editing import Page

_SEED = "preview"


@bp.get("/scenarios/<string:key>/steps/<string:step_key>/preview")
@requires(Permission.EDIT_CONTENT)
def preview_step(key: str, step_key: str) -> Page:
    """Show a step in the language that `?language=` names; answered, when an answer is in the address.

    With `?review=`, as it was handed in for that review.
    """
    scenario, bank = _played(key)
    previewed = preview(scenario, step_key, bank)
    with force_locale(_language()):
        form, way = DecisionForm(formdata=None), Way.of(scenario, request.args, _language())
        view = _view(previewed, _response(previewed, form))
        onward = previewed.step.after(view.response)
        answered = way.with_step(step_key, _answer_fields())
        shown = {"view": view, "form": form, "previewed": previewed, "languages": LANGUAGES, "onward": onward}
        shown |= {"way": way, "answered": answered, "fields": _answer_fields()}
        shown["doubts"] = [] if way.review else doubts.of_step(scenario, step_key, bank)
        return render_template("studio/preview_step.html", **shown, **presentation.said_to_answer(view))


@bp.get("/scenarios/<string:key>/end/preview")
@requires(Permission.EDIT_CONTENT)
def preview_end(key: str) -> Page:
    """Show the map of the case along the answers in the address, as the result page does."""
    scenario, _bank = _played(key)
    with force_locale(_language()):
        way = Way.of(scenario, request.args, _language())
        return render_template("studio/preview_end.html", scenario=scenario, way=way, languages=LANGUAGES)


@bp.get("/scenarios/<string:key>/steps/<string:step_key>/preview/phone")
@requires(Permission.EDIT_CONTENT)
def preview_on_phone(key: str, step_key: str) -> Page:
    """Show the preview in a frame as wide as a phone."""
    scenario, _bank = _played(key)
    step = scenarios.get_step(scenario, step_key)
    way = Way.of(scenario, request.args, _language())
    return render_template(
        "studio/preview_on_phone.html", scenario=scenario, step=step, way=way, fields=_answer_fields()
    )


def _played(key: str) -> tuple[Scenario, Bank]:
    """Return a scenario and what it names: as they are now, or as the review in the address holds them."""
    review_id = uuid_or_none(request.args.get("review"))
    if review_id is None:
        return queries.get_document(Scenario, key).document, queries.load_bank()
    handed_in = releases.read(review_queries.get_review(review_id).document)
    scenario = handed_in.scenario_by_key.get(key)
    if scenario is None:
        raise NotFound
    return scenario, Bank(
        controls=handed_in.control_by_key, incidents=handed_in.incident_by_key, scenarios=handed_in.scenario_by_key
    )


def _language() -> str:
    shown_in = request.args.get("language", "")
    return shown_in if shown_in in LANGUAGES else language()


def _answer_fields() -> dict[str, list[str]]:
    return {name: values for name, values in request.args.to_dict(flat=False).items() if name not in OWN}


def _response(previewed: Previewed, form: DecisionForm) -> Response | None:
    fields = _answer_fields()
    if previewed.step.question is None or not fields:
        return None
    try:
        return previewed.step.question.parse(fields)
    except ResponseError as refusal:
        form.refuse(refusal)
        return None


def _view(previewed: Previewed, response: Response | None) -> StepView:
    return StepView(
        document=previewed.document,
        scenario=previewed.scenario,
        step=previewed.step,
        seed=_SEED,
        today=dates.today(),
        response=response,
        slots=settings.slots(previewed.step.controls, language()) if response else {},
    )
