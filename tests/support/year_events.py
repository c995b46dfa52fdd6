"""What happens in an invented year: who joins, moves, leaves, is away and comes back, what people do and decide."""

from collections import defaultdict
from datetime import date, timedelta
from random import Random
from typing import NamedTuple

from tests.support.year_model import DAY, Duty, Year, working_day
from tests.support.year_people import NOBODY, Asked, Few, Person, few

ENOUGH = 388
"""Days: the yearly training begins once more, and its last reminders go out."""
LEAF_TEAMS = ("domestic", "shop", "stores", "accounting", "people", "systems", "yokohama", "orders", "asia-sales")
JOINERS, MOVERS, LEAVERS, ABSENT = 14, 9, 7, 7
LATE_AND_AWAY = ("1004", "1040", "1095")
"""Two managers and somebody else who do not finish in time and are away right after, so that nobody may remind them."""


class Change(NamedTuple):
    """A line of the list of people that is imported in the morning."""

    number: str
    what: str
    team: str = ""
    """Where somebody joins or moves to, or as what somebody works."""
    since: date | None = None
    until: date | None = None
    tags: Few = NOBODY


class Doing(NamedTuple):
    """Something that is done about a training in the afternoon, or about the `which`th of those who have it to do.

    With `who`, it is done about a team (`course`) and a manager, or about a manager (`course`) and a deputy.
    """

    what: str
    course: str
    which: int = 0
    days: int = 0
    rhythm: str = ""
    who: str = ""


class CoursePlan(NamedTuple):
    """A campaign that is launched when the year begins; `days` is the time that people have."""

    key: str
    asked: Asked
    days: int
    grace: int
    rhythm: str
    months: int = 0


COURSES = (
    CoursePlan(
        "cards",
        Asked(
            teams=few({"sales"}),
            tags=few({"card-data"}),
            named=few({"2012"}),
            employments=few({"regular", "fixed-term", "part-time"}),
            without_teams=few({"stores"}),
            without_tags=few({"at-home"}),
            without=few({"1013"}),
        ),
        days=17,
        grace=10,
        rhythm="yearly",
    ),
    CoursePlan(
        "leads",
        Asked(roles=few({"managers", "authors"}), without_teams=few({"asia-desk"})),
        days=14,
        grace=7,
        rhythm="own",
        months=4,
    ),
)
CHANGES: tuple[tuple[int, Change], ...] = (
    (30, Change("2013", "is tagged", tags=few({"card-data"}))),
    (45, Change("2013", "works as", "part-time")),
    (60, Change("1081", "is tagged", tags=few({"card-data", "suppliers"}))),
    (90, Change("1022", "moves", "orders")),
    (120, Change("1043", "moves", "domestic")),
    (150, Change("1020", "is tagged", tags=few({"card-data", "at-home"}))),
    (180, Change("1041", "is tagged", tags=few({"suppliers"}))),
    (200, Change("1012", "moves", "people")),
    (210, Change("1081", "works as", "dispatched")),
    (215, Change("1052", "leaves")),
    (222, Change("1042", "is tagged")),
    (260, Change("1023", "is tagged", tags=few({"at-home"}))),
    (300, Change("1023", "is tagged")),
    (310, Change("1022", "moves", "shop")),
)
"""Comings and goings of audiences, so that the second round of a campaign asks others than the first."""
STANDING_IN = ("1003", "1010", "1014", "1050", "1061", "1070", "1091", "1092")
SPARED = {"1007", "1001", *LATE_AND_AWAY, *STANDING_IN, *(told.number for _day, told in CHANGES)}
"""Who does things, the head of all, who is told where nobody else is, and those whose life is told here."""


class Lives:
    """Changes and doings by day; the same each time."""

    def __init__(self, start: date, numbers: list[str]) -> None:
        self.start, self.chance = start, Random(20_260_407)  # noqa: S311  # the same lives each time
        self.changes: dict[date, list[Change]] = defaultdict(list)
        self.doings: dict[date, list[Doing]] = defaultdict(list)
        self._settled = [number for number in numbers if number not in SPARED]
        self.chance.shuffle(self._settled)
        for number in range(JOINERS):
            self._join(f"31{number:02}")
        for _ in range(MOVERS):
            self._change(self._somebody(), "moves", self.chance.choice(LEAF_TEAMS))
        for _ in range(LEAVERS):
            self._leave(self._somebody())
        for number in range(ABSENT):
            self._be_away(self._somebody(), is_open=number % 3 == 0)
        for late in LATE_AND_AWAY:
            since, until = start + 8 * DAY, start + 30 * DAY
            self.changes[since].append(Change(late, "is away", "", since, until))
        for number, told in CHANGES:
            self.changes[start + number * DAY].append(told)
        self._decide()

    def _somebody(self) -> str:
        return self._settled.pop()

    def _some_day(self, first: int = 1, last: int = ENOUGH - 20) -> date:
        return self.start + self.chance.randrange(first, last) * DAY

    def _change(self, number: str, what: str, team: str = "", day: date | None = None) -> date:
        day = day or self._some_day()
        self.changes[day].append(Change(number, what, team))
        return day

    def _join(self, number: str) -> None:
        day, team = self._some_day(), self.chance.choice(LEAF_TEAMS)
        hired = day + self.chance.randrange(-20, 12) * DAY
        self.changes[day].append(Change(number, "joins", team, hired))
        if hired > day:
            self.changes[hired].append(Change(number, "stays"))
        if self.chance.random() < 0.3:
            self._change(number, "leaves", day=working_day(day + self.chance.randrange(30, 90) * DAY))

    def _leave(self, number: str) -> None:
        day = self._change(number, "leaves", day=self._some_day(1, 250))
        if self.chance.random() < 0.6:
            self._change(number, "returns", day=day + self.chance.randrange(10, 120) * DAY)

    def _be_away(self, number: str, *, is_open: bool) -> None:
        known, lasts = self._some_day(1, 300), self.chance.randrange(8, 90)
        since = known + self.chance.randrange(-2, 15) * DAY
        until = since + lasts * DAY
        self.changes[known].append(Change(number, "is away", "", since, None if is_open else until))
        if is_open:
            self.changes[until - DAY].append(Change(number, "is away", "", since, until))

    def _decide(self) -> None:
        """Let a training stand still, a due date move, single people be treated otherwise, some be reminded by hand."""
        start, yearly = self.start, "annual"
        for day, doing in (
            (2, Doing("extends", yearly, 3, 20)),
            (3, Doing("exempts", yearly, 7)),
            (3, Doing("class", yearly, 11)),
            (9, Doing("pauses", "module-2")),
            (16, Doing("resumes", "module-2")),
            (20, Doing("nudges", "module-2")),
            (31, Doing("extends", "module-2", 1, 9)),
            (32, Doing("nudges", "module-2")),
            (100, Doing("rhythm", yearly)),
            (150, Doing("rhythm", "newcomers", days=2, rhythm="after_completion")),
            (290, Doing("rhythm", yearly, rhythm="yearly")),
            (320, Doing("rhythm", "newcomers")),
            (342, Doing("closes", "module-2")),
            (120, Doing("pauses", "newcomers")),
            (131, Doing("resumes", "newcomers")),
            (357, Doing("pauses", yearly)),
            (360, Doing("resumes", yearly)),
            (360, Doing("nudges", yearly)),
            (364, Doing("nudges", yearly)),
            (366, Doing("extends", yearly, 4, 25)),
            (367, Doing("nudges", yearly)),
            (372, Doing("due", yearly, days=6)),
            (373, Doing("nudges", yearly)),
            (2, Doing("stands in", "1004", days=40, who="1061")),
            (2, Doing("stands in", "1091", days=60, who="1092")),
            (70, Doing("manages", "accounting", who="1042")),
            (130, Doing("manages no more", "systems", who="1060")),
            (200, Doing("stands in", "1050", days=90, who="1052")),
            (240, Doing("stands in", "1010", days=90, who="1014")),
            (275, Doing("is back", "1010", who="1014")),
            (371, Doing("nudges", "cards")),
        ):
            self.doings[working_day(start + day * DAY)].append(doing)

    def takes(self, duty: Duty, day: date) -> bool | None:
        """Return whether somebody passes or fails that day, or None for neither."""
        own = Random(f"{duty.person.number}:{duty.course.key}:{duty.cycle}")  # noqa: S311  # as above
        after, fails = own.choice([None, 2, 5, 8, 13, 21, 34]), own.random() < 0.2
        if after is None:
            return None
        since = max(duty.assigned, self.start) + after * DAY
        if duty.status == "failed" and fails:
            return True if day >= since + timedelta(days=3) else None
        return not fails if day >= since else None


def change(year: Year, told: Change, day: date) -> None:
    """Let one change of a list of people happen."""
    people = year.people
    if told.what == "joins":
        mailbox = f"n{told.number}@minato.example" if int(told.number) % 3 else ""
        zone = "Asia/Singapore" if told.team == "asia-sales" else "Asia/Tokyo"
        person = Person(told.number, f"新人 {told.number}", told.team, mailbox, told.since or day, zone=zone)
        people[told.number] = person
        return
    person = people[told.number]
    match told.what:
        case "moves":
            person.team = told.team
        case "works as":
            person.employment = told.team
        case "is tagged":
            person.tags = told.tags
        case "leaves" | "returns":
            person.is_in = told.what == "returns"
            if not person.is_in:
                year.end_standing_in(person.number, day)
        case "is away" if told.since:
            person.leave = (told.since, told.until)
