"""Where a person stands in an attempt: places, addresses, progress."""

import uuid
from datetime import datetime
from typing import Any, NamedTuple

from flask import url_for
from markupsafe import Markup

from questions.play import Place, StepRef
from training import clock, dates, releases, settings
from training.errors import NotFound
from training.fragments import draw
from training.i18n import language
from training.learning.queries import AttemptState
from training.presentation import StepView
from training.rulings.queries import find_in_force


def find_place(state: AttemptState, ref: StepRef) -> Place | None:
    """Return the place of a step on the person's way, or None when it is not (yet) on it."""
    return next((place for place in state.places if place.ref == ref), None)


def step_view(state: AttemptState, place: Place) -> StepView:
    """Return what the templates need for a step; the organisation's slots are read only for feedback."""
    shows_feedback = place.answered and state.shows_feedback(clock.now())
    ruled = shows_feedback and state.release_has_rulings
    found = find_in_force(state.release_id, place.ref) if ruled else None
    return StepView(
        document=state.document,
        scenario=place.scenario,
        step=place.step,
        seed=state.seed,
        today=dates.today(),
        response=state.responses.get(place.ref),
        slots=settings.slots(place.step.controls, language()) if shows_feedback else {},
        ruling=found.ruling if found else None,
    )


class Progress(NamedTuple):
    """How far an attempt is at a step: which decision of how many, and how long it may still take."""

    current: int
    total: int
    seconds_left: int | None


def progress(state: AttemptState, ref: StepRef) -> Progress:
    """Return how far an attempt is at a step."""
    decisions = sum(1 for place in state.places[: _number(state, ref) + 1] if place.step.marked)
    left = seconds_until(state.ends_at) if state.ends_at else None
    return Progress(max(decisions, 1), state.document.decisions, left)


def seconds_until(ends_at: datetime) -> int:
    """Return how many whole seconds are left, none when it is over."""
    return max(int((ends_at - clock.now()).total_seconds()), 0)


def _number(state: AttemptState, ref: StepRef) -> int:
    return next(index for index, place in enumerate(state.places) if place.ref == ref)


def frame(state: AttemptState, ref: StepRef) -> dict[str, Any]:
    """Return what stands around a step: how far it is, where it goes on, what else to know."""
    met = state.places
    number = _number(state, ref)
    return {
        "state": state,
        "quiz": state.document.quiz,
        **progress(state, ref)._asdict(),
        "onward": _onward(state, number),
        "finished": state.finished_at is not None,
        "is_timed": state.ends_at is not None and state.finished_at is None,
        "to_result": number + 1 == len(met) and state.finished_at is not None,
        "shows_feedback": state.shows_feedback(clock.now()),
        "sure": state.certainties.get(ref),
    }


def notes(state: AttemptState, seconds_left: int | None = None, *, asks: bool = False) -> Markup:
    """Return what holds for the whole attempt, drawn; mostly nothing. `asks`: an answer can be sent from the page."""
    is_usual = not (state.practice or state.closed_at or seconds_left is not None)
    if is_usual and state.newest_release_id == state.release_id:
        return Markup()
    return draw("learning/play_notes.html", state=state, seconds_left=seconds_left, asks=asks)


def _onward(state: AttemptState, number: int) -> str:
    met = state.places
    if number + 1 == len(met):
        return url_for("learning.show_result", attempt_id=state.id)
    following = met[number + 1]
    if following.section != met[number].section:
        return _sitting_address(state, following)
    return step_address(state.id, following.ref)


def address_after(state: AttemptState, ref: StepRef) -> str:
    """Return where an answer leads: to its feedback when that is open, else on."""
    if state.document.quiz.feedback == "at_once":
        return step_address(state.id, ref)
    return _onward(state, _number(state, ref))


def step_address(attempt_id: uuid.UUID, ref: StepRef) -> str:
    """Return the address of a step."""
    return url_for("learning.show_step", attempt_id=attempt_id, scenario_key=ref[0], step_key=ref[1])


def answered_addresses(state: AttemptState) -> dict[StepRef, str]:
    """Map each step that was answered to its address, which for all of them is put together once."""
    if not state.responses:
        return {}
    root = step_address(state.id, next(iter(state.responses))).rsplit("/", 2)[0]  # keys stand in it as they are
    return {ref: f"{root}/{ref[0]}/{ref[1]}" for ref in state.responses}


def result_address(state: AttemptState) -> dict[str, str]:
    """Return, for pages of an attempt that is finished, where its result is."""
    return {"result_address": url_for("learning.show_result", attempt_id=state.id)} if state.finished_at else {}


def _sitting_address(state: AttemptState, place: Place) -> str:
    return url_for("learning.show_sitting", attempt_id=state.id, number=place.section + 1)


def resume_address(state: AttemptState) -> str:
    """Return where the person left off: the open decision, or the scene or the opening right before it."""
    if state.finished_at:
        return url_for("learning.show_result", attempt_id=state.id)
    met = state.places
    number = len(met) - 1
    while number > 0 and met[number - 1].step.question is None and _together(met[number - 1], met[number]):
        number -= 1
    if number == 0 or not _together(met[number - 1], met[number]):
        return _sitting_address(state, met[number])
    return step_address(state.id, met[number].ref)


def _together(first: Place, second: Place) -> bool:
    return first.section == second.section


def sitting(state: AttemptState, number: int) -> dict[str, Any]:
    """Return what the opening of a sitting, counted from 1, shows; raise NotFound before the person has come to it."""
    first = next((place for place in state.places if place.section == number - 1), None)
    if first is None:
        raise NotFound
    sections = state.document.quiz.sections
    draw = sections[number - 1].draw
    return {
        "quiz": state.document.quiz,
        "scenario": None if draw else first.scenario,
        "draw": draw,
        "number": number,
        "total": len(sections),
        "minutes": releases.sitting_minutes(state.release_id, language())[number - 1],
        "onward": step_address(state.id, first.ref),
        "finished": state.finished_at is not None,
    }
