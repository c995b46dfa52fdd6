"""Figures and findings in the words of the page."""

from collections.abc import Iterable, Iterator
from typing import Any

from flask_babel import format_decimal, format_percent, ngettext
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from questions.kinds import Question
from questions.kinds.base import AnswerPart
from questions.statistics import Figure, Finding, FindingKind, QuizStatistics, Reason
from questions.statistics.certainty import HIGH
from questions.statistics.findings import ENOUGH
from training.forms.decision import CERTAINTIES
from training.i18n import localised
from training.kinds import page_of
from training.studio.statistics.figures import QuestionReport, ReleaseReport

RELIABLE = 0.64
"""Below it Moodle calls a test unsatisfactory for telling people apart."""

REASONS: dict[Reason, Any] = {
    Reason.NO_ANSWERS: _l("no answers"),
    Reason.TOO_FEW: _l("too few people"),
    Reason.NO_VARIANCE: _l("everybody earned the same"),
    Reason.SINGLE_ITEM: _l("only one question"),
    Reason.DIFFERENT_ITEMS: _l("people were asked different questions"),
    Reason.NEGATIVE_COVARIANCE: _l("runs against the rest"),
    Reason.FEW: _l("fewer than 5 people"),
    Reason.NEARLY_ALL: _l("all but fewer than 5"),
    Reason.HIDDEN: _l("not told"),
    Reason.LOW: _l("few, or none"),
    Reason.HIGH: _l("most, or all"),
}

_MARKS: dict[Reason | None, Any] = {
    Reason.FEW: _l("nothing, but for fewer than 5 people"),
    Reason.NEARLY_ALL: _l("full marks, but for fewer than 5 people"),
}


def percent(figure: Figure) -> str:
    """Write a share in whole per cent, or why there is none."""
    if figure.value is None:
        return str(REASONS[_why(figure)])
    whole = str(format_percent(round(figure.value, 2)))
    return _("about %(share)s", share=whole) if figure.is_rounded else whole


def mark(figure: Figure) -> str:
    """Write a mean mark in whole per cent, or what is said instead where nearly everybody earned all or nothing."""
    return str(_MARKS[figure.reason]) if figure.reason in _MARKS else percent(figure)


def share(value: float) -> str:
    """Write a share in whole per cent."""
    return percent(Figure(value))


def certainty(level: int) -> str:
    """Name how sure people were."""
    return str(CERTAINTIES[level])


def decimal(figure: Figure) -> str:
    """Write a number with two decimals, or why there is none."""
    return str(format_decimal(figure.value, "0.00")) if figure.value is not None else str(REASONS[_why(figure)])


def seconds(figure: Figure) -> str:
    """Write a time in whole seconds, or why there is none."""
    if figure.value is None:
        return str(REASONS[_why(figure)])
    return str(ngettext("%(num)d second", "%(num)d seconds", round(figure.value)))


def _why(figure: Figure) -> Reason:
    return figure.reason or Reason.NO_ANSWERS


def part_text(part: AnswerPart) -> str:
    """Write what a part of an answer says; of several texts, the first names what the others belong to."""
    return " → ".join(localised(text) for text in part.texts)


def numbered(report: ReleaseReport) -> list[tuple[int, QuestionReport]]:
    """List the questions of a release with their numbers, from 1."""
    return list(enumerate(report.questions, 1))


def facility_rows(questions: Iterable[tuple[int, QuestionReport]]) -> list[tuple[str, int | None, str]]:
    """List (moment, per cent, what is said without a number) for a chart of marked questions."""
    return [
        (
            f"{number}. {localised(found.step.moment.label)}",
            *_bar(found.figures.facility_index, mark(found.figures.facility_index), shown=found.enough),
        )
        for number, found in questions
        if found.figures
    ]


def response_rows(report: QuestionReport) -> list[tuple[str, int | None, str]]:
    """List (part of an answer, per cent, what is said without a number) for a chart."""
    found = report.responses.by_key
    return [
        (part_text(part), *_bar(found[part.key].share, percent(found[part.key].share), shown=report.enough))
        for part in report.question.answer_parts()
    ]


def _bar(figure: Figure, words: str, *, shown: bool) -> tuple[int | None, str]:
    if not shown:
        return None, str(REASONS[Reason.TOO_FEW])
    if figure.value is None:
        return None, words
    return round(figure.value * 100), words if figure.is_rounded else ""


def counted(question: Question) -> str:
    """Return what the response analysis counts of each part of an answer."""
    return str(page_of(question).counted)


def about_number(people: int) -> Iterator[str]:
    """Yield a warning while so few people were counted that one of them moves every figure."""
    if people < ENOUGH:
        yield _(
            "These are %(number)d people. A few more can change every figure: take them as hints, not as proof.",
            number=people,
        )


def about_quiz(quiz: QuizStatistics) -> Iterator[str]:
    """Yield what the figures of a quiz mean, in sentences."""
    yield from about_number(quiz.first_attempts)
    if quiz.first_attempts < ENOUGH:
        return
    consistency = quiz.internal_consistency
    if consistency.value is not None and consistency.value < RELIABLE:
        yield _(
            "The questions have little to do with each other (internal consistency %(share)s): the score says what "
            "somebody did in these moments, not how much somebody knows in general.",
            share=percent(consistency),
        )


def remarks(report: QuestionReport) -> list[str]:
    """Return the findings about a question as sentences, the most urgent first."""
    parts = {part.key: part for part in report.question.answer_parts()}
    return [_remark(finding, report, parts) for finding in report.findings]


def _remark(finding: Finding, report: QuestionReport, parts: dict[str, AnswerPart]) -> str:
    part = parts.get(finding.part or "")
    sentence = _SENTENCES[finding.kind]
    if finding.kind is FindingKind.WRONG_DRAWS_THE_BEST and part and not part.option:
        sentence = _NO_OPTION
    return str(sentence) % {
        "part": part_text(part) if part else "",
        "mark": mark(report.figures.facility_index) if report.figures else "",
        "guess": percent(Figure(report.figures.random_guess_score)) if report.figures else "",
        "sure": percent(_confidently_wrong(report)),
    }


def _confidently_wrong(report: QuestionReport) -> Figure:
    for row in report.certainty:
        if row.level == HIGH and row.share.value is not None and row.wrong.value is not None:
            return Figure(row.share.value * row.wrong.value)
    return Figure(reason=Reason.NO_ANSWERS)


_NO_OPTION = _l("The wrong answer “%(part)s” comes from the people who otherwise score best: reread the question.")
_SENTENCES: dict[FindingKind, Any] = {
    FindingKind.WRONG_DRAWS_THE_BEST: _l(
        "The wrong option “%(part)s” draws the people who otherwise score best: reread it."
    ),
    FindingKind.WORSE_WHEN_BETTER: _l(
        "People who do well elsewhere do worse here: look for a second reading, or for a wrong key."
    ),
    FindingKind.GUESSING_GIVES_AS_MUCH: _l(
        "Guessing gives as much: people earn %(mark)s here, blind guessing earns %(guess)s."
    ),
    FindingKind.CONFIDENTLY_WRONG: _l("%(sure)s of the answers were sure and wrong: here the feedback matters most."),
    FindingKind.TELLS_LITTLE_APART: _l("How people do here has little to do with how they do elsewhere."),
    FindingKind.NEARLY_EVERYBODY: _l(
        "Nearly everybody knows this: it confirms a rule, and does not show who needs help."
    ),
    FindingKind.HARDLY_CHOSEN: _l("Few people, or none, choose “%(part)s”: it tempts hardly anybody."),
}
