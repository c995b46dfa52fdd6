"""Figures of a release and of a question, from the attempts that count."""

import uuid
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from questions.kinds import Question
from questions.quiz import ReleaseDocument, StepRef
from questions.scenario import Scenario, Step
from questions.statistics import (
    FLOOR,
    CertaintyRow,
    Figure,
    Finding,
    Matrix,
    Meeting,
    QuestionStatistics,
    QuizStatistics,
    ResponseAnalysis,
    across_releases,
    analyse_responses,
    certainty_table,
    findings,
    guarded,
    in_fives,
    median_seconds,
    nameable,
    of_questions,
    of_quiz,
)
from questions.statistics.certainty import HIGH
from training import releases
from training.studio.statistics import queries
from training.studio.statistics.asked import Asked, meeting_of, were_asked
from training.studio.statistics.cohort import cohort_of
from training.studio.statistics.queries import FinishedAttempt, GivenAnswer, Wording

Answers = Mapping[StepRef, GivenAnswer]
Sheet = tuple[FinishedAttempt, Answers]
"""A first attempt and its answers by step."""


@dataclass(frozen=True)
class QuestionReport:
    """Everything about one question in some release; `figures` is None where it is not marked."""

    scenario: Scenario
    step: Step
    n: int
    figures: QuestionStatistics | None
    responses: ResponseAnalysis
    certainty: list[CertaintyRow]
    certainty_hidden: set[int]
    seconds: Figure
    findings: list[Finding]

    @property
    def question(self) -> Question:
        """Return the question."""
        if self.step.question is None:
            raise ValueError("a scene has no figures")
        return self.step.question

    @property
    def enough(self) -> bool:
        """Tell whether anything may be shown."""
        return self.n >= FLOOR

    @property
    def certainty_enough(self) -> bool:
        """Tell whether enough answers came with a certainty to say how they are divided."""
        return sum(row.number for row in self.certainty) >= FLOOR


@dataclass(frozen=True)
class ReleaseReport:
    """The figures of a release; `quiz` is None while fewer than five people have finished it."""

    document: ReleaseDocument
    quiz: QuizStatistics | None
    questions: list[QuestionReport]


@dataclass(frozen=True)
class WordingReport:
    """The figures of a question over all releases that ask it in one wording, and in each of them, the newest first."""

    whole: QuestionReport
    single: list[tuple[Wording, QuestionReport]]


def of_release(release_id: uuid.UUID) -> ReleaseReport:
    """Return the figures of a release and of each of its questions; raise NotFound when there is none."""
    document = releases.get(release_id).document
    cohort = cohort_of(queries.list_finished_attempts([release_id]))
    sheets = _sheets(cohort.first, queries.map_first_answers(release_id))
    marked = [(scenario.key, step.key) for scenario, step in document.questions if step.marked]
    columns = [_marks(document, sheets, ref) for ref in marked]
    matrix = Matrix(len(marked), list(zip(*columns, strict=True)))
    figures = _of_marked(document, matrix)
    reports = []
    for scenario, step in document.questions:
        ref = (scenario.key, step.key)
        met = matrix.meetings[marked.index(ref)] if step.marked else None
        reports.append(_report(scenario, step, _asked(document, sheets, ref, met), figures.get(ref)))
    return ReleaseReport(document, of_quiz(matrix, cohort.scores) if cohort.first else None, reports)


def of_wording(uid: str, revision: str, wordings: Sequence[Wording]) -> WordingReport:
    """Return the figures of a question in the releases that ask it in one wording; there must be one at least.

    A release with fewer than five people is left out of the whole, where it would follow by subtracting the others.
    """
    documents = releases.get_many([wording.release_id for wording in wordings])
    attempts = queries.list_finished_attempts(documents.keys())
    answers = queries.map_first_answers_to(uid, revision, documents.keys())
    single: list[tuple[Wording, QuestionReport]] = []
    everybody: list[Asked] = []
    for wording in wordings:
        document, ref = documents[wording.release_id].document, wording.ref
        first = cohort_of(attempt for attempt in attempts if attempt.release_id == wording.release_id).first
        sheets = _sheets(first, answers)
        marks = zip(first, _marks(document, sheets, ref), strict=True)
        met = [meeting_of(document, attempt, mark) for attempt, mark in marks if mark is not None]
        asked = _asked(document, sheets, ref, met if document.step(*ref).marked else None)
        everybody += asked
        single.append((wording, _report(document.scenario_by_key[ref[0]], document.step(*ref), asked)))
    newest = single[0][1]
    return WordingReport(
        _report(newest.scenario, newest.step, everybody, pieces=[one for _wording, one in single]), single
    )


def _sheets(first: Sequence[FinishedAttempt], answers: Mapping[uuid.UUID, Answers]) -> list[Sheet]:
    return [(attempt, answers.get(attempt.id, {})) for attempt in first]


def _marks(document: ReleaseDocument, sheets: Sequence[Sheet], ref: StepRef) -> list[float | None]:
    """List the mark of each attempt at a step: 0 where time ran out, None where it was not drawn."""
    asked = were_asked(document, [attempt for attempt, _answers in sheets], ref)
    found = [answers.get(ref) for _attempt, answers in sheets]
    return [
        (answer.points if answer else 0.0) if was_asked else None
        for answer, was_asked in zip(found, asked, strict=True)
    ]


def _asked(
    document: ReleaseDocument, sheets: Sequence[Sheet], ref: StepRef, met: Sequence[Meeting] | None
) -> list[Asked]:
    """List who was asked, in fives; `met` are their meetings, or None when the question is not marked."""
    given = [answers.get(ref) for _attempt, answers in sheets]
    if met is None:  # it may stand on a branch, so only who answered is known to have been asked
        return list(in_fives([Asked(None, answer) for answer in given if answer]))
    asked = were_asked(document, [attempt for attempt, _answers in sheets], ref)
    people = [answer for answer, was_asked in zip(given, asked, strict=True) if was_asked]
    return list(in_fives([Asked(meeting, answer) for meeting, answer in zip(met, people, strict=True)]))


def _of_marked(document: ReleaseDocument, matrix: Matrix) -> dict[StepRef, QuestionStatistics]:
    """Return the figures of all marked questions together, if everybody was asked all of them."""
    if not matrix.whole:
        return {}
    places = [(scenario, step) for scenario, step in document.questions if step.marked]
    found = of_questions(matrix, [_guess_score(step) for _scenario, step in places])
    return {(scenario.key, step.key): figures for (scenario, step), figures in zip(places, found, strict=True)}


def _report(
    scenario: Scenario,
    step: Step,
    asked: Sequence[Asked],
    figures: QuestionStatistics | None = None,
    pieces: Sequence[QuestionReport] = (),
) -> QuestionReport:
    """Return the figures of a question; what is hidden in one of `pieces` is hidden in the whole of them as well."""
    met = [one.meeting for one in asked if one.meeting]
    if step.marked and figures is None:
        figures = across_releases(met, _guess_score(step))
    answered = [one.answer for one in asked if one.answer]
    certainty = certainty_table((answer.certainty, answer.points) for answer in answered)
    named = nameable({row.level: row.number for row in certainty}).difference(*(p.certainty_hidden for p in pieces))
    responses = _responses(step, asked, {key for piece in pieces for key in piece.responses.hidden})
    return QuestionReport(
        scenario=scenario,
        step=step,
        n=len(asked),
        figures=figures,
        responses=responses,
        certainty=certainty,
        certainty_hidden={row.level for row in certainty if row.number and row.level not in named},
        seconds=median_seconds(answer.seconds for answer in answered),
        findings=_findings(step, figures, responses, certainty if HIGH in named else []),
    )


def _responses(step: Step, asked: Sequence[Asked], hide: Collection[str]) -> ResponseAnalysis:
    question = step.question
    parts = question.answer_parts() if question else []
    given = [(question.parts(one.answer.response) if question and one.answer else None, one.rest) for one in asked]
    groups = {part.key: part.texts[0].model_dump_json() if len(part.texts) > 1 else "" for part in parts}
    return guarded(analyse_responses(list(groups), given), groups, hide)


def _findings(
    step: Step, figures: QuestionStatistics | None, responses: ResponseAnalysis, certainty: Sequence[CertaintyRow]
) -> list[Finding]:
    parts = step.question.answer_parts() if step.question else []
    right, options = {part.key for part in parts if part.right}, {part.key for part in parts if part.option}
    return findings(figures, responses, right, options, certainty) if figures else []


def _guess_score(step: Step) -> float:
    return float(step.question.guess_score()) if step.question else 0.0
