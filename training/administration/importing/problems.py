"""What can be wrong with a file or with one of its lines, as codes; `words` puts them into sentences."""

from collections.abc import Sequence
from enum import StrEnum
from typing import NamedTuple


class Reason(StrEnum):
    """What is wrong."""

    # the whole file
    TOO_LARGE = "too-large"
    TOO_MANY_LINES = "too-many-lines"
    TOO_MANY_FOR_PAGE = "too-many-for-page"
    EMPTY = "empty"
    SPREADSHEET = "spreadsheet"
    UNKNOWN_ENCODING = "unknown-encoding"
    MIXED_ENCODINGS = "mixed-encodings"
    NO_HEADINGS = "no-headings"
    NO_KEY = "no-key"
    TWICE_THE_SAME = "twice-the-same"
    ONLY_HEADINGS = "only-headings"
    # a line
    QUOTES = "quotes"
    TOO_MANY_CELLS = "too-many-cells"
    CONTROL_CHARACTER = "control-character"
    TOO_LONG = "too-long"
    FORMULA = "formula"
    NO_SIGN_IN_NAME = "no-sign-in-name"
    NO_NAME = "no-name"
    AT_SIGN = "at-sign"
    NO_EMAIL = "no-email"
    NO_DATE = "no-date"
    NO_SUCH_DAY = "no-such-day"
    OTHER_ERA = "other-era"
    UNLIKELY_HIRE = "unlikely-hire"
    LEAVE_TURNED = "leave-turned"
    LEAVE_WITHOUT_START = "leave-without-start"
    UNKNOWN_VALUE = "unknown-value"
    UNKNOWN_ZONE = "unknown-zone"
    # a line beside others, or beside the people who are here
    SAME_NUMBER = "same-number"
    SAME_EMAIL = "same-email"
    SAME_PERSON = "same-person"
    TWO_PEOPLE = "two-people"
    LOST_ZEROS = "lost-zeros"
    TEAM_UNKNOWN = "team-unknown"
    TEAM_AMBIGUOUS = "team-ambiguous"
    TEAM_ARCHIVED = "team-archived"
    TEAM_CIRCLE = "team-circle"
    TEAM_TOO_DEEP = "team-too-deep"
    CODE_CONTRADICTS = "code-contradicts"
    TAG_UNKNOWN = "tag-unknown"
    MANAGER_UNKNOWN = "manager-unknown"
    MANAGER_LEAVES = "manager-leaves"
    MANAGER_CIRCLE = "manager-circle"


class Problem(NamedTuple):
    """One thing that is wrong; `column` is the heading in the file, `value` what stands there, or a list of it."""

    reason: Reason
    column: str = ""
    value: str | Sequence[str] = ""
    line: int | None = None


class UnreadableFile(Exception):
    """Nothing can be planned with a file; `problems` says all that is wrong with it as a whole."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__(", ".join(problem.reason for problem in problems))
        self.problems = problems
