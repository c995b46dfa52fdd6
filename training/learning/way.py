"""Where a person stands in an attempt: places, addresses, progress."""

import uuid
from typing import Any

from flask import url_for

from questions.play import Place, StepRef, is_complete, walk
from training import clock, releases
from training.administration.queries import list_slots
from training.errors import NotFound
from training.i18n import language
from training.learning.queries import AttemptState
from training.presentation import StepView


def places(state: AttemptState) -> list[Place]:
    """List the steps that the person has met so far, the open decision last."""
    return walk(releases.get(state.release_id).document, state.responses)


def find_place(state: AttemptState, ref: StepRef) -> Place | None:
    """Return the place of a step on the person's way, or None when it is not (yet) on it."""
    return next((place for place in places(state) if place.ref == ref), None)


def step_view(state: AttemptState, place: Place) -> StepView:
    """Return what the templates need for a step; the organisation's slots are read only for feedback."""
    document = releases.get(state.release_id).document
    slots = list_slots(place.step.controls, language()) if place.answered else {}
    return StepView(
        document=document,
        scenario=place.scenario,
        step=place.step,
        seed=state.seed,
        today=clock.now().date(),
        response=state.responses.get(place.ref),
        slots=slots,
    )


def frame(state: AttemptState, ref: StepRef) -> dict[str, Any]:
    """Return what stands around a step: how far it is, where it goes on, where it is left."""
    met = places(state)
    number = next(index for index, place in enumerate(met) if place.ref == ref)
    decisions = sum(1 for place in met[: number + 1] if place.step.marked)
    return {
        "state": state,
        "current": max(decisions, 1),
        "total": releases.get(state.release_id).document.decisions,
        "onward": _onward(state, met, number),
        "to_result": number + 1 == len(met) and state.finished_at is not None,
    }


def _onward(state: AttemptState, met: list[Place], number: int) -> str:
    if number + 1 == len(met):
        return url_for("learning.show_result", attempt_id=state.id)
    following = met[number + 1]
    if following.scenario.key != met[number].scenario.key:
        return url_for("learning.show_sitting", attempt_id=state.id, scenario_key=following.scenario.key)
    return step_address(state.id, following.ref)


def step_address(attempt_id: uuid.UUID, ref: StepRef) -> str:
    """Return the address of a step."""
    return url_for("learning.show_step", attempt_id=attempt_id, scenario_key=ref[0], step_key=ref[1])


def resume_address(state: AttemptState) -> str:
    """Return where the person left off: the open decision, or the scene or the opening right before it."""
    if state.finished_at:
        return url_for("learning.show_result", attempt_id=state.id)
    met = places(state)
    number = len(met) - 1
    while number > 0 and met[number - 1].step.question is None and _together(met[number - 1], met[number]):
        number -= 1
    if number == 0 or not _together(met[number - 1], met[number]):
        return url_for("learning.show_sitting", attempt_id=state.id, scenario_key=met[number].scenario.key)
    return step_address(state.id, met[number].ref)


def _together(first: Place, second: Place) -> bool:
    return first.scenario.key == second.scenario.key


def sitting(state: AttemptState, scenario_key: str) -> dict[str, Any]:
    """Return what the opening of a sitting shows; raise NotFound when the person has not come to it."""
    document = releases.get(state.release_id).document
    first = next((place for place in places(state) if place.scenario.key == scenario_key), None)
    if first is None:
        raise NotFound
    number = document.quiz.scenario_keys.index(scenario_key)
    return {
        "state": state,
        "document": document,
        "scenario": first.scenario,
        "number": number + 1,
        "total": len(document.quiz.sections),
        "minutes": releases.sitting_minutes(state.release_id, language())[number],
        "onward": step_address(state.id, first.ref),
        "complete": is_complete(document, state.responses),
    }
