"""Item statistics over first attempts: pure functions, defined and named as in Moodle's quiz statistics report.

The definitions are those of https://docs.moodle.org/dev/Quiz_statistics_calculations; how authors read them is told in
https://docs.moodle.org/en/Quiz_statistics_report. Moodle prints most of them times 100; here a share is 0 to 1.
"""

from questions.statistics.certainty import CertaintyRow, certainty_table
from questions.statistics.figure import Figure, Reason
from questions.statistics.findings import Finding, FindingKind, findings
from questions.statistics.floor import FLOOR, in_fives, nameable
from questions.statistics.matrix import Matrix, Meeting
from questions.statistics.question import QuestionStatistics, across_releases, of_questions
from questions.statistics.quiz import QuizStatistics, of_quiz
from questions.statistics.responses import PartStatistics, ResponseAnalysis, analyse_responses, guarded, median_seconds

__all__ = [
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
    "across_releases",
    "analyse_responses",
    "certainty_table",
    "findings",
    "guarded",
    "in_fives",
    "median_seconds",
    "nameable",
    "of_questions",
    "of_quiz",
]
