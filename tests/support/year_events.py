"""What happens in an invented year: who joins, moves, leaves, is away and comes back, what people do and decide."""

from collections import defaultdict
from datetime import date, timedelta
from random import Random
from typing import NamedTuple

from tests.support.year_model import DAY, Duty, Person, working_day

ENOUGH = 388
"""Days: the yearly training begins once more, and its last reminders go out."""
LEAF_TEAMS = ("domestic", "shop", "stores", "accounting", "people", "systems", "yokohama", "orders", "asia-sales")
JOINERS, MOVERS, LEAVERS, ABSENT = 14, 9, 7, 7
LATE_AND_AWAY = ("1004", "1040", "1095")
"""Two managers and somebody else who do not finish in time and are away right after, so that nobody may remind them."""
SPARED = {"1007", "1001", *LATE_AND_AWAY}
"""The administrator, by whom things are done, and the head of all, who is told where nobody else is."""


class Change(NamedTuple):
    """A line of the list of people that is imported in the morning."""

    number: str
    what: str
    team: str = ""
    since: date | None = None
    until: date | None = None


class Doing(NamedTuple):
    """Something that is done about a training in the afternoon, or about the `which`th of those who have it to do."""

    what: str
    course: str
    which: int = 0
    days: int = 0
    rhythm: str = ""


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


def change(people: dict[str, Person], told: Change, day: date) -> None:
    """Let one change of a list of people happen."""
    if told.what == "joins":
        mailbox = f"n{told.number}@minato.example" if int(told.number) % 3 else ""
        zone = "Asia/Singapore" if told.team == "asia-sales" else "Asia/Tokyo"
        person = Person(told.number, f"新人 {told.number}", told.team, mailbox, told.since or day, zone=zone)
        people[told.number] = person
        return
    person = people[told.number]
    if told.what == "moves":
        person.team = told.team
    elif told.what in {"leaves", "returns"}:
        person.is_in = told.what == "returns"
    elif told.what == "is away" and told.since:
        person.leave = (told.since, told.until)
