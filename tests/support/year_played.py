"""A year that is played in the program and in the calculation at once, over the demonstration organisation."""

import json
import uuid
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, time, timedelta
from functools import partial
from random import Random
from typing import NamedTuple
from zoneinfo import ZoneInfo

from flask import Flask
from sqlalchemy import select, update

from tests.factories.imports import imported
from tests.factories.maker import Maker
from tests.support.year_events import COURSES, CoursePlan, Doing, Lives, change
from tests.support.year_model import DAY, DONE, Course, Duty, Year, works
from tests.support.year_people import Asked, Organisation, Person, Standing, few
from training import clock, transaction
from training.accounts.passwords import hash_password
from training.administration import service as administration
from training.campaigns import queries as campaigns
from training.campaigns import rhythm, service, ticking
from training.campaigns.audience import Audience, AudienceRole
from training.campaigns.overrides import service as overrides
from training.campaigns.overrides.rules import Decision
from training.campaigns.overrides.service import Giver
from training.campaigns.rhythm import Rhythm
from training.campaigns.rules import Rules
from training.demonstration import service as demonstration
from training.demonstration.answers import answer
from training.demonstration.cast import ADMINISTRATOR, PEOPLE, TEAMS, TOKYO
from training.demonstration.courses import CAMPAIGNS, CampaignPlan
from training.demonstration.everyday import TAGS
from training.deputies import service as deputies
from training.deputies.period import Period
from training.extensions import db
from training.learning import queries as learning_queries
from training.learning import service as learning
from training.mail import telling
from training.models import (
    Assignment,
    Campaign,
    Deputyship,
    Employment,
    MailState,
    OutgoingMail,
    OverrideKind,
    PersonIdentity,
    Release,
    Role,
    Tag,
    Team,
    TeamMembership,
    User,
    UserStatus,
)
from training.models.delivery import Repeats
from training.reminders import nudging
from training.reminders import service as reminders
from training.team.scope import EVERYBODY
from training.team.status import shown_status

START = date(2026, 4, 7)
"""A Tuesday; the yearly training of the demonstration began twelve days ago."""
QUIET = (36, 350)
HEAD = "社員番号,氏名,メールアドレス,部署,雇用区分,入社日,退職日,休職開始日,休職終了日,タイムゾーン,タグ\n"
QUIZ = "mis-sent-mail"
PLAYED = ("annual", "newcomers", "module-2")
_KINDS = {"extends": OverrideKind.EXTENSION, "exempts": OverrideKind.EXEMPTION, "class": OverrideKind.ATTENDED}
_FROM_THEN_ON = {OverrideKind.EXEMPTION: "exempt", OverrideKind.ATTENDED: "passed"}
_TEAM_NAMES = {team.key: team.name for team in TEAMS}
_KEYS = {plan.number: plan.key for plan in PEOPLE}
_TAG_NAMES = {tag.key: tag.name for tag in TAGS}


def at(day: date, hour: int, minute: int = 0) -> datetime:
    return datetime.combine(day, time(hour, minute), ZoneInfo(TOKYO))


def day_of(moment: datetime) -> date:
    return moment.astimezone(ZoneInfo(TOKYO)).date()


class Kept(NamedTuple):
    """An assignment in the program, by the names of the calculation."""

    number: str
    key: str
    row: Assignment
    shown: str


class Played:
    """The demonstration organisation in the program, and the same in the calculation."""

    def __init__(self, app: Flask, make: Maker) -> None:
        self.app, self.make = app, make
        secret_hash = hash_password("a long password")
        with clock.moved_to(at(START, 7)), app.test_request_context():
            transaction.run(lambda: demonstration.load(secret_hash))
        self.ids: dict[str, uuid.UUID] = {}
        self.campaigns: dict[str, uuid.UUID] = {}
        self.year = Year(_organisation())
        make.run(self._take_over)
        self.lives = Lives(START, [person.number for person in self.year.people.values() if person.is_in])

    def _take_over(self) -> None:
        """Read what is given, people, deputies, campaigns and what people have to do, and launch more of them."""
        self._take_people()
        for plan in CAMPAIGNS:
            if plan.key in PLAYED:
                row = db.session.scalars(select(Campaign).where(Campaign.name.startswith(plan.name[0]))).one()
                dates = (day_of(row.opens_at), day_of(row.due_at), row.grace_days, row.due_days)
                course = Course(plan.key, *dates, asked=_asked(plan, day_of(row.opens_at)))
                course.rhythms.append((course.opened, "yearly" if row.repeats else "once"))
                self.year.courses[plan.key], self.campaigns[plan.key] = course, row.id
        sent = update(OutgoingMail).where(OutgoingMail.state != MailState.PRINTED)
        db.session.execute(sent.values(state=MailState.SENT, sent_at=at(START, 7)))
        self._take_duties()
        for own in COURSES:
            self.campaigns[own.key] = launch(own, self.ids, at(START, 8, 30))
            due, days = START + own.days * DAY, own.days if own.rhythm == "own" else None
            course = Course(own.key, START, due, own.grace, days, asked=own.asked, months=own.months)
            course.rhythms.append((START, own.rhythm))
            self.year.courses[own.key] = course

    def _take_people(self) -> None:
        keys = {team.name: team.key for team in TEAMS}
        for user, identity, team in db.session.execute(
            select(User, PersonIdentity, Team.name)
            .join(PersonIdentity, PersonIdentity.person_id == User.id)
            .join(TeamMembership, TeamMembership.person_id == User.id)
            .join(Team, Team.id == TeamMembership.team_id)
        ):
            assert identity.employee_number
            assert user.hired_on
            assert user.employment
            about = (keys[team], identity.email or "", user.hired_on, user.employment.value, user.time_zone)
            person = Person(identity.employee_number, identity.display_name or "", *about)
            person.is_in = user.status is not UserStatus.DEACTIVATED
            person.leave = (user.leave_from, user.leave_until) if user.leave_from else None
            person.tags = few([tag.key for tag in TAGS if _KEYS.get(person.number) in tag.people])
            self.year.people[person.number], self.ids[person.number] = person, user.id
        numbers = {person_id: number for number, person_id in self.ids.items()}
        for row in db.session.scalars(select(Deputyship)):
            standing = Standing(numbers[row.manager_id], numbers[row.deputy_id], row.starts_on, row.ends_on)
            self.year.organisation.standing_in.append(standing)

    def _take_duties(self) -> None:
        for kept in self.assignments():
            person, course = self.year.people[kept.number], self.year.courses[kept.key]
            duty = Duty(person, course, kept.row.cycle, day_of(kept.row.assigned_at))
            duty.status, duty.ended = kept.row.status.value, kept.row.ended_at is not None
            duty.extended = kept.row.extended_until
            duty.done_on = day_of(kept.row.completed_at or kept.row.due_at) if duty.status in DONE else None
            self.year.duties[kept.number, kept.key].append(duty)

    def assignments(self) -> list[Kept]:
        """Return all assignments of the campaigns that are played, those of the present cycle last."""
        keys = {campaign_id: key for key, campaign_id in self.campaigns.items()}
        numbers = {person_id: number for number, person_id in self.ids.items()}
        rows = db.session.execute(
            select(Assignment, shown_status(clock.now()))
            .join(User, User.id == Assignment.person_id)
            .where(Assignment.campaign_id.in_(keys))
            .order_by(Assignment.cycle)
        ).all()
        return [Kept(numbers[row.person_id], keys[row.campaign_id], row, shown) for row, shown in rows]

    @contextmanager
    def moment(self, day: date, hour: int, minute: int = 0) -> Iterator[None]:
        with self.app.app_context(), clock.moved_to(at(day, hour, minute)):
            yield

    def play(self, day: date) -> None:
        """Let a day pass, in the program and in the calculation."""
        if self.lives.changes[day]:
            self._import(day)
        # What is due on a weekend waits for Monday, so that only changes make a tick of those days differ.
        if self.lives.changes[day] or (works(day) and _is_awake(day)):
            self._tick(day, 9)
        if works(day):
            with self.moment(day, 12):
                self._study(day)
        for hour, doing in enumerate(self.lives.doings[day], 13):
            with self.moment(day, hour):
                if doing.who:
                    self._arrange(doing, day)
                else:
                    self._do(doing, day)
            self._tick(day, hour)

    def _tick(self, day: date, hour: int) -> None:
        with self.moment(day, hour, 30):
            ticking.tick()
            reminders.remind()
            reminders.write_weekly()
            reminders.tell_moved()
            transaction.run(_post)
        self.year.tick(day)

    def _import(self, day: date) -> None:
        changes = self.lives.changes[day]
        for told in changes:
            change(self.year, told, day)
        people = [self.year.people[number] for number in dict.fromkeys(told.number for told in changes)]
        with clock.moved_to(at(day, 8)):
            imported(self.make, *(_line(person, day) for person in people), head=HEAD)
        with self.moment(day, 8):
            rows = db.session.execute(select(PersonIdentity.employee_number, PersonIdentity.person_id))
            self.ids = {row.employee_number: row.person_id for row in rows}

    def _study(self, day: date) -> None:
        wanted = [(duty, self.lives.takes(duty, day)) for duty in self.year.open_duties(day)]
        wanted = [(duty, well) for duty, well in wanted if well is not None]
        kept = {(each.number, each.key, each.row.cycle): each.row for each in self.assignments()} if wanted else {}
        for duty, well in wanted:
            row = kept[duty.person.number, duty.course.key, duty.cycle]
            # Whoever had stopped halfway goes on, with the answers of before.
            passes = transaction.run(partial(_take, row.person_id, row.id, well=bool(well)))
            self.year.attempt(duty, day, passes=passes)

    def _do(self, doing: Doing, day: date) -> None:
        course, actor_id = self.year.courses[doing.course], self.ids[ADMINISTRATOR.number]
        campaign_id = self.campaigns[doing.course]
        match doing.what:
            case "pauses":
                transaction.run(lambda: service.pause(campaign_id, actor_id))
                course.pauses.append((day, None))
            case "resumes":
                transaction.run(lambda: service.resume(campaign_id, actor_id))
                course.pauses[-1] = (course.pauses[-1][0], day)
            case "closes":
                transaction.run(lambda: service.close(campaign_id, actor_id))
                course.is_closed = True
            case "due":
                cycle = course.cycle(day)
                course.moves[cycle] = moved = course.due_in(cycle) + doing.days * DAY
                end = at(moved + DAY, 0) - timedelta(seconds=1)
                transaction.run(lambda: service.change_due(campaign_id, end, actor_id))
            case "rhythm":
                months = doing.days or None
                wanted = Rhythm(Repeats(doing.rhythm) if doing.rhythm else None, months)
                seen = rhythm.of(campaigns.get_campaign(campaign_id))
                transaction.run(lambda: rhythm.change(campaign_id, wanted, seen, "方針が変わったため", actor_id))
                named = {"yearly": "yearly", "after_completion": "own", "": "once"}[doing.rhythm]
                course.rhythms.append((day + DAY, named))
                course.months = doing.days
            case "nudges":
                duties = [duties[-1] for (_number, key), duties in self.year.duties.items() if key == doing.course]
                reminded = sum(self.year.nudge(duty, day) for duty in duties)
                assert transaction.run(lambda: nudging.nudge(EVERYBODY, campaign_id, actor_id)) == reminded
            case _:
                duties = [duty for duty in self.year.open_duties(day) if duty.course.key == doing.course]
                self._decide(doing, day, sorted(duties, key=lambda duty: duty.person.number)[doing.which])

    def _arrange(self, doing: Doing, day: date) -> None:
        """Let somebody manage a team, or stand in for a manager, from now on or no more."""
        actor_id, who, about = self.ids[ADMINISTRATOR.number], self.ids[doing.who], doing.course
        if doing.what.startswith("manages"):
            changed = administration.set_manager if doing.what == "manages" else administration.unset_manager
            team_id = db.session.scalars(select(Team.id).where(Team.name == _TEAM_NAMES[about])).one()
            transaction.run(lambda: changed(team_id, who, actor_id))
            numbers = self.year.organisation.managers[about]
            (numbers.append if doing.what == "manages" else numbers.remove)(doing.who)
        elif doing.what == "stands in":
            standing = Standing(about, doing.who, day, day + doing.days * DAY)
            period = Period(standing.first, standing.last)
            transaction.run(lambda: deputies.name(self.ids[about], doing.who, period, actor_id))
            self.year.stand_in(standing, day)
        else:
            row = db.session.scalars(select(Deputyship).where(Deputyship.deputy_id == who)).one()
            transaction.run(lambda: deputies.end(self.ids[about], row.id, actor_id))
            self.year.end_standing_in(doing.who, day)

    def _decide(self, doing: Doing, day: date, duty: Duty) -> None:
        kind = _KINDS[doing.what]
        until = duty.due(day) + doing.days * DAY if kind is OverrideKind.EXTENSION else None
        held_on, place = (day, "会議室") if kind is OverrideKind.ATTENDED else (None, None)
        decision = Decision(kind, "事情があるため", until=until, held_on=held_on, place=place)
        giver = Giver(self.ids[ADMINISTRATOR.number])
        campaign_id, person_id = self.campaigns[doing.course], self.ids[duty.person.number]
        transaction.run(lambda: overrides.give(campaign_id, person_id, decision, giver))
        self.year.decide(duty, day, status=_FROM_THEN_ON.get(kind), until=until)


def _is_awake(day: date) -> bool:
    """In the quiet months the worker runs on Mondays and Thursdays alone, and catches up with what it missed."""
    return not QUIET[0] <= (day - START).days < QUIET[1] or day.weekday() in {0, 3}


def _line(person: Person, day: date) -> str:
    since, until = person.leave or ("", "")
    left = "" if person.is_in else day - DAY
    cells = (person.number, person.name, person.mailbox, _TEAM_NAMES[person.team], person.employment, person.hired)
    tags = ";".join(_TAG_NAMES[key] for key in sorted(person.tags)) or "なし"
    return ",".join(map(str, (*cells, left, since, until or "", person.zone, tags)))


def _organisation() -> Organisation:
    managers = defaultdict(list)
    for plan in PEOPLE:
        if plan.manages:
            managers[plan.manages].append(plan.number)
    authors = [plan.number for plan in PEOPLE if plan.role is Role.AUTHOR]
    return Organisation({team.key: team.parent for team in TEAMS}, managers, few(authors))


def _asked(plan: CampaignPlan, opened: date) -> Asked:
    hired_from = opened if plan.for_newcomers else None
    return Asked(not plan.teams, few(plan.teams), few(plan.tags), hired_from=hired_from)


def launch(plan: CoursePlan, ids: dict[str, uuid.UUID], now: datetime) -> uuid.UUID:
    """Launch a campaign of the year's own; its name is its key."""
    asked, due = plan.asked, at(START + (plan.days + 1) * DAY, 0) - timedelta(seconds=1)
    teams = dict(db.session.execute(select(Team.name, Team.id)).all())
    tags = dict(db.session.execute(select(Tag.name, Tag.id)).all())
    audience = Audience(
        team_ids=[teams[_TEAM_NAMES[key]] for key in asked.teams],
        tag_ids=[tags[_TAG_NAMES[key]] for key in asked.tags],
        roles=[AudienceRole(role) for role in asked.roles],
        person_ids=[ids[number] for number in asked.named],
        employments=[Employment(value) for value in asked.employments],
        without_team_ids=[teams[_TEAM_NAMES[key]] for key in asked.without_teams],
        without_tag_ids=[tags[_TAG_NAMES[key]] for key in asked.without_tags],
        without_person_ids=[ids[number] for number in asked.without],
    )
    is_own = plan.rhythm == "own"
    rules = Rules(
        due_days=plan.days if is_own else None,
        grace_days=plan.grace,
        repeats=Repeats.AFTER_COMPLETION if is_own else Repeats.YEARLY,
        repeat_months=plan.months or None,
    )
    release_id = db.session.scalars(select(Release.id).where(Release.quiz_key == QUIZ)).one()
    with clock.moved_to(now):
        return service.assign(plan.key, release_id, audience, now, due, ids[ADMINISTRATOR.number], rules=rules).id


def _take(person_id: uuid.UUID, assignment_id: uuid.UUID, *, well: bool) -> bool:
    """Answer all that is asked, as well or as badly as one can; return whether that is a pass."""
    attempt_id, chance = learning.start(person_id, assignment_id), Random(assignment_id.hex)  # noqa: S311
    state = learning_queries.get_state(person_id, attempt_id)
    while not state.finished_at:
        place = state.places[-1]
        assert place.step.question
        fields = answer(place.step.question, 1 if well else 0, chance)
        sure = 2 if learning.asks_certainty(state, place) else None
        learning.answer(person_id, attempt_id, place.ref, fields, clock.now(), sure)
        state = learning_queries.get_state(person_id, attempt_id)
    return bool(state.passed)


def _post() -> None:
    """Let mails leave as the postman does, who never comes to the demonstration, and note which due dates they tell."""
    due = (OutgoingMail.state == MailState.QUEUED, OutgoingMail.next_at <= clock.now())
    for mail in db.session.scalars(select(OutgoingMail).where(*due)).all():
        mail.state, mail.sent_at = MailState.SENT, clock.now()
        if mail.kind in {"assigned", "due_moved"}:
            assignment_id = uuid.UUID(hex=json.loads(mail.parameters)["id"])
            row = db.session.get_one(Assignment, (mail.person_id, assignment_id))
            telling.note(mail.person_id, assignment_id, row.due_at)
    db.session.flush()
