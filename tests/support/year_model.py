"""What a year of training should come to, day by day, from the words of the how-tos and without the program's code.

A day has its changes in the morning, a tick of the worker after that, and in the afternoon what people do and decide.
"""

from calendar import monthrange
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta

from tests.support.year_people import EVERYBODY, Asked, Organisation, Person, Standing

DAY = timedelta(days=1)
DONE = {"passed", "exempt"}
BEFORE, AFTER, MANAGER_AFTER = (7, 1), (3, 10), 7
CATCHES_UP = 3 * DAY
_SATURDAY, _TUESDAY = 5, 1
Mail = tuple[str, str, str, date]
"""Kind, employee number, key of the campaign and the reader's day."""


def works(day: date) -> bool:
    return day.weekday() < _SATURDAY


def working_day(day: date, step: timedelta = DAY) -> date:
    """Return `day`, or the next working day in the direction of `step`."""
    while not works(day):
        day += step
    return day


def in_year(day: date, years: int) -> date:
    return day.replace(year=day.year + years)


@dataclass
class Course:
    """A campaign; `days` are those after joining, else there is one due day, in a yearly one moved by `moves`."""

    key: str
    opened: date
    due: date
    grace: int
    days: int | None = None
    rhythms: list[tuple[date, str]] = field(default_factory=list)
    """From which day on a campaign asks yearly, by people's own completion, or no more."""
    months: int = 0
    asked: Asked = EVERYBODY
    moves: dict[int, date] = field(default_factory=dict)
    pauses: list[tuple[date, date | None]] = field(default_factory=list)
    is_closed: bool = False

    @property
    def runs(self) -> bool:
        return not self.is_closed and not (self.pauses and self.pauses[-1][1] is None)

    def rhythm(self, day: date) -> str:
        return [rhythm for since, rhythm in self.rhythms if since <= day][-1]

    def cycle(self, day: date) -> int:
        """Return the number of the last round that began by the calendar, in a year in which it asked."""
        years = range(day.year - self.opened.year, 0, -1)
        begun = (years for years in years if in_year(self.opened, years) <= day)
        return next((years + 1 for years in begun if self.rhythm(in_year(self.opened, years)) == "yearly"), 1)

    def own_round(self, duty: "Duty", day: date) -> date | None:
        """Return when the next round of somebody's own begins, if it has begun on `day`."""
        if self.rhythm(day) != "own" or duty.done_on is None:
            return None
        month = duty.done_on.month - 1 + self.months
        first = date(duty.done_on.year + month // 12, month % 12 + 1, 1)
        begins = first.replace(day=min(duty.done_on.day, monthrange(first.year, first.month)[1]))
        begins = max(begins, self.rhythms[-1][0])
        return begins if begins <= day else None

    def begins(self, cycle: int) -> date:
        return in_year(self.opened, cycle - 1)

    def due_in(self, cycle: int) -> date:
        since = max((moved for moved in self.moves if moved <= cycle), default=1)
        return in_year(self.moves.get(since, self.due), cycle - since)

    def later(self, day: date, since: date, today: date) -> date:
        """Return `day`, later by as many days as the campaign stood still from `since` on."""
        for first, last in self.pauses:
            until = last or max(first, today)
            if since <= until and first <= day:
                day += until - max(first, since) + DAY
        return day


@dataclass
class Duty:
    """One cycle of one person."""

    person: Person
    course: Course
    cycle: int
    assigned: date
    status: str = "not_started"
    ended: bool = False
    extended: date | None = None
    announced: date | None = None
    """On which day the announcement leaves, as long as it has not."""
    begins: date | None = None
    done_on: date | None = None
    told: date | None = None
    told_on: date | None = None
    moved_on: date | None = None
    escalated: date | None = None
    busy: set[date] = field(default_factory=set)
    """On which days there was a result or a decision."""

    @property
    def is_open(self) -> bool:
        return not self.ended and self.status not in DONE

    def due(self, today: date) -> date:
        course, leave = self.course, self.person.leave
        begins = self.begins or course.begins(self.cycle)
        joined = max(begins, self.person.hired)
        since = max(joined, self.assigned)
        day = course.due_in(self.cycle) if course.days is None else joined + course.days * DAY
        if since > (begins if course.days is None else joined):
            day = max(day, since + course.grace * DAY)
        day = course.later(day, since, today)
        if leave:
            last = leave[1] or max(leave[0], today)
            if last >= since and leave[0] <= day:
                day = max(day, course.later(last + DAY + course.grace * DAY, last + DAY, today))
        return max(day, self.extended or day)

    def shown(self, today: date) -> str:
        if self.ended:
            return f"ended, {'done' if self.status in DONE else 'unfinished'}"
        if self.status in DONE:
            return self.status
        if self.person.is_away(today):
            return "on_leave"
        return "overdue" if self.due(today) < today else self.status


class Year:
    """An organisation with its campaigns, and the mails that it should have had."""

    def __init__(self, organisation: Organisation) -> None:
        self.organisation, self.people = organisation, organisation.people
        self.courses: dict[str, Course] = {}
        self.duties: dict[tuple[str, str], list[Duty]] = defaultdict(list)
        self.mails: list[Mail] = []
        self.reminded: dict[tuple[str, str], set[date]] = defaultdict(set)
        self._weekly: set[tuple[str, int]] = set()

    def open_duties(self, day: date) -> Iterator[Duty]:
        """Yield what people who are here have to do in campaigns that run."""
        for (_number, key), duties in self.duties.items():
            if self.courses[key].runs and duties[-1].is_open and duties[-1].person.is_here(day):
                yield duties[-1]

    def mail(self, kind: str, number: str, course: str, day: date) -> None:
        if self.people[number].mailbox:
            self.mails.append((kind, number, course, day))

    def tick(self, day: date) -> None:
        """Do what the worker should do on a day, once or as often as it likes."""
        for course in self.courses.values():
            if course.runs:
                self._assign(course, day)
        if works(day):
            self._remind(day)
            self._escalate(day)
            if day.weekday() <= _TUESDAY:
                self._write_weekly(day)
        self._tell_moved(day)
        self._post(day)

    def _assign(self, course: Course, day: date) -> None:
        calendar = course.cycle(day)
        for person in self.people.values():
            duties = self.duties[person.number, course.key]
            cycle = calendar
            if person.is_in and course.asked.holds(person, day, self.organisation):
                begins = course.own_round(duties[-1], day) if duties else None
                if not duties or duties[-1].cycle < cycle or begins:
                    for duty in duties:
                        duty.ended = True
                    cycle = duties[-1].cycle + 1 if begins else cycle
                    duties.append(Duty(person, course, cycle, day, begins=begins))
                    duties[-1].announced = self._announce(duties[-1], day)
                elif duties[-1].ended and duties[-1].status not in DONE:
                    duties[-1].ended, duties[-1].assigned = False, day
            for duty in duties:
                is_over = duty.cycle < calendar or (not person.is_in and duty.status not in DONE)
                duty.ended = duty.ended or is_over
            if not duties:
                del self.duties[person.number, course.key]

    def _announce(self, duty: Duty, day: date) -> date | None:
        leave = duty.person.leave
        if leave and leave[1] and duty.person.is_away(day):
            day = leave[1] + DAY
        self.mail("assigned", duty.person.number, duty.course.key, working_day(day))
        return working_day(day) if duty.person.mailbox else None

    def _remind(self, day: date) -> None:
        for duty in self.open_duties(day):
            key, due = (duty.person.number, duty.course.key), duty.due(day)
            if not duty.person.mailbox or day in duty.busy or duty.told not in {None, due} or duty.announced:
                continue
            for planned, kind in self._planned(due, day):
                is_new = max(duty.assigned, duty.course.opened) < planned
                is_known = duty.told_on and duty.told_on >= planned
                if is_new and not is_known and not any(sent >= planned for sent in self.reminded[key]):
                    self.mail(kind, *key, day)
                    self.reminded[key].add(day)

    @staticmethod
    def _planned(due: date, day: date) -> list[tuple[date, str]]:
        found = [(working_day(due + days * DAY), "overdue") for days in AFTER]
        for days in BEFORE:
            planned = working_day(due - days * DAY)
            found.append((planned if planned <= due else working_day(due, -DAY), "reminder"))
        return sorted(((on, kind) for on, kind in found if day - CATCHES_UP <= on <= day), reverse=True)

    def _escalate(self, day: date) -> None:
        told: set[tuple[str, str]] = set()
        for duty in self.open_duties(day):
            planned = working_day(duty.due(day) + MANAGER_AFTER * DAY)
            is_told = duty.escalated and duty.escalated >= planned
            if is_told or not day - CATCHES_UP <= planned <= day or max(duty.assigned, duty.course.opened) >= planned:
                continue
            for number in self._nearest(duty.person, day):
                if day not in self.reminded[number, duty.course.key]:
                    told.add((number, duty.course.key))
                    duty.escalated = planned
        for number, key in told:
            if ("escalation", number, key, day) not in self.mails:
                self.mail("escalation", number, key, day)

    def _nearest(self, person: Person, day: date) -> list[str]:
        for team in self.organisation.above(person.team):
            found = [self.people[number] for number in self.organisation.readers(team, person, day)]
            if numbers := [reader.number for reader in found if reader.is_here(day) and reader.mailbox]:
                return numbers
        return []

    def _write_weekly(self, day: date) -> None:
        readers: set[str] = set()
        for duty in self.open_duties(day):
            for team in self.organisation.above(duty.person.team):
                readers.update(self.organisation.readers(team, duty.person, day))
        week = day.isocalendar().week + day.isocalendar().year * 100
        for number in readers:
            if self.people[number].is_here(day) and (number, week) not in self._weekly:
                self._weekly.add((number, week))
                self.mail("weekly", number, "", day)

    def _tell_moved(self, day: date) -> None:
        for duty in self.open_duties(day):
            due, key = duty.due(day), (duty.person.number, duty.course.key)
            if duty.told is None:
                duty.told, duty.told_on = due, duty.assigned
            if due != duty.told and duty.person.mailbox and not duty.announced:
                if duty.moved_on:
                    self.mails.remove(("due_moved", *key, duty.moved_on))
                else:
                    duty.moved_on = working_day(day)
                    while duty.moved_on in {*self.reminded[key], duty.told_on}:
                        duty.moved_on = working_day(duty.moved_on + DAY)
                self.mail("due_moved", *key, duty.moved_on)
                duty.told_on = duty.moved_on
            duty.told = due

    def _post(self, day: date) -> None:
        """Let mails leave that are due; whoever reads one has been told the due date as it is then."""
        for duties in self.duties.values():
            duty = duties[-1]
            if (duty.announced and duty.announced <= day) or (duty.moved_on and duty.moved_on <= day):
                duty.told, duty.told_on = duty.due(day), day
                duty.announced = duty.moved_on = None

    def attempt(self, duty: Duty, day: date, *, passes: bool) -> None:
        duty.status, duty.done_on = ("passed", day) if passes else ("failed", None)
        duty.busy.add(day)
        self.mail(duty.status, duty.person.number, duty.course.key, day)

    def decide(self, duty: Duty, day: date, *, status: str | None = None, until: date | None = None) -> None:
        duty.busy |= {day, working_day(day)}
        if until:
            duty.extended = max(until, duty.extended or until)
        if status:
            duty.status, duty.done_on = status, duty.due(day) if status == "exempt" else day
            self.mail("decided", duty.person.number, duty.course.key, working_day(day))

    def nudge(self, duty: Duty, day: date) -> bool:
        """Return whether somebody can be reminded by hand: not on a day with another mail about the training."""
        key = (duty.person.number, duty.course.key)
        is_busy = day in {*duty.busy, *self.reminded[key], duty.told_on, duty.announced}
        if is_busy or not (duty.is_open and duty.person.is_here(day) and duty.person.mailbox):
            return False
        self.mail("nudge", *key, day)
        self.reminded[key].add(day)
        return True

    def stand_in(self, standing: Standing, day: date) -> None:
        self.organisation.standing_in.append(standing)
        self.mail("deputy_asked", standing.deputy, "", working_day(day))
        self.mail("deputy_named", standing.manager, "", working_day(day))

    def end_standing_in(self, number: str, day: date) -> None:
        for each in self.organisation.end_standing_in(number, day):
            for told in (each.deputy, each.manager):
                if self.people[told].is_in:
                    self.mail("deputy_ended", told, "", working_day(day))
