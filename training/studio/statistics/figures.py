"""Figures of a release and of a question, from the attempts that count."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from questions.kinds import Question
from questions.kinds.base import AnswerPart
from questions.quiz import ReleaseDocument, StepRef
from questions.scenario import Scenario, Step
from questions.statistics import (
    DIVISIBLE,
    CertaintyRow,
    Figure,
    Finding,
    Matrix,
    Meeting,
    QuestionStatistics,
    QuizStatistics,
    ResponseAnalysis,
    ToldCertainty,
    across_releases,
    analyse_responses,
    certainty_table,
    findings,
    guarded_certainty,
    guarded_question,
    guarded_quiz,
    guarded_responses,
    in_fives,
    is_told,
    median_seconds,
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
    """Everything that may be told of one question in some release; `figures` is None where it is not marked."""

    scenario: Scenario
    step: Step
    n: int
    figures: QuestionStatistics | None
    responses: ResponseAnalysis
    certainty: list[ToldCertainty]
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
        return self.n >= DIVISIBLE


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
    facilities = [report.figures.facility_index for report in reports if report.figures]
    quiz = guarded_quiz(of_quiz(matrix, cohort.scores), matrix.scores, facilities) if cohort.first else None
    return ReleaseReport(document, quiz, reports)


def of_wording(uid: str, revision: str, wordings: Sequence[Wording]) -> WordingReport:
    """Return the figures of a question in the releases that ask it in one wording; there must be one at least.

    A release with fewer than ten people is left out of the whole, where it would follow by subtracting the others.
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
        report = _report(document.scenario_by_key[ref[0]], document.step(*ref), asked)
        everybody += asked if report.enough else []
        single.append((wording, report))
    newest = single[0][1]
    pieces = [report for _wording, report in single if report.enough]
    return WordingReport(_report(newest.scenario, newest.step, everybody, pieces=pieces), single)


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
    """Return the figures of a question; what is not told of one of `pieces` does not follow from the whole of them."""
    met = [one.meeting for one in asked if one.meeting]
    if step.marked and figures is None:
        figures = across_releases(met, _guess_score(step))
    answered = [one.answer for one in asked if one.answer]
    responses = _responses(step, asked, [piece.responses for piece in pieces])
    if figures:
        of_pieces = [piece.figures for piece in pieces if piece.figures]
        points = {part.key: part.mark for part in _parts(step) if part.mark is not None}
        figures = guarded_question(figures, [meeting.mark for meeting in met], responses, points, of_pieces)
    rows = certainty_table((answer.certainty, answer.points) for answer in answered)
    certainty = guarded_certainty(rows, [piece.certainty for piece in pieces])
    return QuestionReport(
        scenario=scenario,
        step=step,
        n=len(asked),
        figures=figures,
        responses=responses,
        certainty=certainty,
        seconds=median_seconds(answer.seconds for answer in answered),
        findings=_findings(step, figures, responses, rows if _tells_the_sure(certainty) else []),
    )


def _responses(step: Step, asked: Sequence[Asked], pieces: Sequence[ResponseAnalysis]) -> ResponseAnalysis:
    question = step.question
    # What is named last is hidden first, and what is right is asked for most.
    parts = sorted(_parts(step), key=lambda part: not part.right)
    given = [(question.parts(one.answer.response) if question and one.answer else None, one.rest) for one in asked]
    hide = {part.key for piece in pieces for part in piece.parts if not is_told([part.share])}
    groups = {part.key: part.group for part in parts}
    return guarded_responses(analyse_responses(list(groups), given), groups, hide, max(len(pieces), 1))


def _parts(step: Step) -> list[AnswerPart]:
    return step.question.answer_parts() if step.question else []


def _tells_the_sure(certainty: Sequence[ToldCertainty]) -> bool:
    return any(row.level == HIGH and is_told([row.share, row.wrong]) for row in certainty)


def _findings(
    step: Step, figures: QuestionStatistics | None, responses: ResponseAnalysis, certainty: Sequence[CertaintyRow]
) -> list[Finding]:
    parts = _parts(step)
    right, options = {part.key for part in parts if part.right}, {part.key for part in parts if part.option}
    return findings(figures, responses, right, options, certainty) if figures else []


def _guess_score(step: Step) -> float:
    return float(step.question.guess_score()) if step.question else 0.0
