"""Item statistics over first attempts: pure functions, defined and named as in Moodle's quiz statistics report.

The definitions are those of https://docs.moodle.org/dev/Quiz_statistics_calculations; how authors read them is told in
https://docs.moodle.org/en/Quiz_statistics_report. Moodle prints most of them times 100; here a share is 0 to 1.
"""

from questions.statistics.certainty import CertaintyRow, certainty_table
from questions.statistics.figure import Figure, Reason
from questions.statistics.findings import Finding, FindingKind, findings
from questions.statistics.floor import DIVISIBLE, FLOOR, in_fives, is_told, share_of, shares
from questions.statistics.guard import (
    ToldCertainty,
    guarded_certainty,
    guarded_question,
    guarded_quiz,
    guarded_responses,
)
from questions.statistics.matrix import Matrix, Meeting
from questions.statistics.question import QuestionStatistics, across_releases, of_questions
from questions.statistics.quiz import QuizStatistics, of_quiz
from questions.statistics.responses import PartStatistics, ResponseAnalysis, analyse_responses, median_seconds

__all__ = [
    "DIVISIBLE",
    "FLOOR",
    "CertaintyRow",
    "Figure",
    "Finding",
    "FindingKind",
    "Matrix",
    "Meeting",
    "PartStatistics",
    "QuestionStatistics",
    "QuizStatistics",
    "Reason",
    "ResponseAnalysis",
    "ToldCertainty",
    "across_releases",
    "analyse_responses",
    "certainty_table",
    "findings",
    "guarded_certainty",
    "guarded_question",
    "guarded_quiz",
    "guarded_responses",
    "in_fives",
    "is_told",
    "median_seconds",
    "of_questions",
    "of_quiz",
    "share_of",
    "shares",
]
