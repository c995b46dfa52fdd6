"""The page of a decision that is open."""

from collections.abc import Mapping, Sequence

from flask import render_template, request, url_for
from flask_babel import gettext as _
from markupsafe import Markup

from questions.play import Place
from questions.text import visible
from training import fragments, pages
from training.formatting import hour
from training.forms.decision import DecisionForm
from training.learning import drafts, way
from training.learning.drafts import Draft
from training.learning.forms import read_shown, sign_shown
from training.learning.queries import AttemptState
from training.learning.service import asks_certainty
from training.presentation import StepView, ask

_TEMPLATE = "learning/show_step.html"
_BESIDE_THE_ANSWER = drafts.NOT_KEPT | {"certainty"}


def decision_page(state: AttemptState, place: Place, form: DecisionForm | None = None) -> str:
    """Return the page of a decision, filled in with what was kept; with `form`, with what was sent and why it is shown.

    But for what is the person's own, the page follows from the step, so it is kept.
    """
    view, far = way.step_view(state, place), way.progress(state, place.ref)
    own = _own(view, state, place, form) | {"state_notes": way.notes(state, far.seconds_left, asks=True)}
    near = {"current": far.current, "total": far.total, "is_timed": far.seconds_left is not None}
    if form:
        return render_template(_TEMPLATE, form=form, view=view, **near, **own)
    return pages.keep(_TEMPLATE, place.step, tuple(near.values()), own, lambda: {"view": view, **near})


def _own(view: StepView, state: AttemptState, place: Place, form: DecisionForm | None) -> dict[str, object]:
    sent = request.form.to_dict(flat=False) if request.method == "POST" else {}
    draft = None if sent else drafts.find_draft(state, place.ref)  # what was sent is not what was kept
    typed = sent or dict(draft.fields if draft else {})
    values = {name: [*map(visible, given)] for name, given in typed.items() if name not in _BESIDE_THE_ANSWER}
    key, step_key = place.ref
    return {
        "shown": _shown(state, place, form),
        "draft_address": url_for("learning.save_draft", attempt_id=state.id, scenario_key=key, step_key=step_key),
        "address": request.path,
        "question": ask(view, values, **({"form": form} if form else {})),
        "certainty": _certainty(typed, form) if asks_certainty(state, place) else Markup(),
        "kept": _kept(draft),
    }


def _shown(state: AttemptState, place: Place, form: DecisionForm | None) -> str:
    known = form.shown.data if form else None
    # what is not ours is not sent back either
    return known if known and read_shown(known, state.id, place.ref) else sign_shown(state.id, place.ref)


def _certainty(typed: Mapping[str, Sequence[str]], form: DecisionForm | None) -> Markup:
    shown = form or DecisionForm()
    shown.keep_certainty(typed)
    return fragments.draw("learning/certainty.html", form=shown)


def _kept(draft: Draft | None) -> str:
    return _("Kept at %(time)s, but not sent yet", time=hour(draft.saved_at)) if draft else ""
