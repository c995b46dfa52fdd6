"""A small world in which every address with an id leads to something, and somebody of each role to whom it belongs."""

import uuid
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta

from flask import Flask
from sqlalchemy import select
from werkzeug.routing import Rule

from tests.factories import documents as small
from tests.factories.cohorts import settled
from tests.factories.maker import Maker
from tests.integration.learning.conftest import begin, onward, play
from tests.support.client import PageClient
from training import clock, dates
from training.administration import service as people_service
from training.administration.importing import keeping, queries
from training.administration.importing.world import Options
from training.campaigns.overrides import service as overrides
from training.campaigns.overrides.rules import Decision
from training.deputies import service as deputies
from training.deputies.period import Period
from training.extensions import db
from training.ledger import service as ledger
from training.mail import messages
from training.mail.messages import MailKind
from training.models import (
    Assignment,
    Certificate,
    Contest,
    Handout,
    MailState,
    OutgoingMail,
    Override,
    OverrideKind,
    PersonIdentity,
    ReviewComment,
    Role,
    Team,
    User,
    UserStatus,
    new_id,
)
from training.studio import service
from training.studio.desk import reading
from training.studio.publication import comments, reviews

NOTICE = "2021年4月10日、お客様120名のメールアドレスが流出した可能性があることが判明しました。"
KEYS = {"scenarios": "first-a", "controls": "check-the-address", "incidents": "mail-to-many", "quizzes": "quiz-a"}
DECIDED = (
    "overrides.confirm_own_taking_back",
    "overrides.confirm_taking_back",
    "overrides.give_extension",
    "overrides.give_override",
    "overrides.new_extension",
    "overrides.new_override",
    "overrides.take_back",
    "overrides.take_own_back",
)
"""These ask for a training that is not finished, in which the manager has decided something."""
LEAVER = (
    "administration.confirm_reactivation",
    "administration.edit_hold",
    "administration.hold_leaver",
    "administration.reactivate_person",
    "administration.release_leaver",
)
OF_MANAGER = ("deputies.end_of", "deputies.list_of", "deputies.name_of")
UNDER_WAY = ("learning.answer_step", "learning.finish_attempt", "learning.save_draft", "learning.show_sitting")
"""These ask for an attempt that is still open; the others for one that was passed."""
BUTTONS = {
    "studio.decide_review": {"do": "changes"},
    "studio.move_step": {"direction": "down"},
    "studio.resolve_comment": {"do": "resolve"},
}
"""What the button sends by which alone a form says what shall be done."""


@dataclass
class World:
    """The people of each role, and the ids of what they work with."""

    people: Mapping[str, User]
    ids: Mapping[str, str]
    open_attempt: str
    open_campaign: str
    leaver: str

    def address(self, rule: Rule) -> str:
        """Return an address of this form that leads to something."""
        values = dict(self.ids)
        values["key"] = next((key for name, key in KEYS.items() if f"/{name}/" in rule.rule), KEYS[values["folder"]])
        if rule.endpoint in UNDER_WAY:
            values["attempt_id"] = self.open_attempt
        if rule.endpoint in DECIDED:
            values["campaign_id"] = self.open_campaign
        if rule.endpoint in LEAVER:
            values["person_id"] = self.leaver
        if rule.endpoint in OF_MANAGER:
            values["person_id"] = str(self.people["manager"].id)
        _domain, path = rule.build({name: values[name] for name in rule.arguments}) or ("", "")
        return path


def rules_with_ids(app: Flask) -> Iterator[Rule]:
    """Yield the rules that name something by an id or a key, those that take it away last."""
    found = [rule for rule in app.url_map.iter_rules() if rule.arguments - {"filename", "token"}]
    ending = ("remov", "archive", "activate_", "close")
    yield from sorted(found, key=lambda rule: (any(word in rule.endpoint for word in ending), rule.endpoint))


_STEP = small.release_document().step("first-a", "open")
_QUESTION: dict[str, object] = {
    "scenario_key": "first-a",
    "step_key": "open",
    "folder": "controls",
    "number": 1,
    "uid": _STEP.uid,
    "revision": _STEP.revision(),
    "kind": "extension",
}
"""What is called the same in every world."""

MARKING = f"/studio/questions/{_STEP.uid}/{_STEP.revision()}/marking"


def world_of(app: Flask, make: Maker) -> World:
    """Make the world: an employee has passed one training with an objection and is in the middle of another."""
    company = make.team("部")
    team = make.team("課", company)
    make.run(lambda: service.import_bank(small.bank(), None))
    people = _people(make, company, team)
    employee, release = people["employee"], make.release()
    passed = make.assignment(employee, release)
    browser = PageClient(app).sign_in(employee)
    attempt_id = _pass_with_objection(browser, passed)
    under_way = make.assignment(employee, release)
    open_attempt = begin(browser, under_way)
    review_id, comment_id = _review_that_is_outdated(make, people["author"])
    ids = _QUESTION | {
        "team_id": team.id,
        "person_id": employee.id,
        "mail_id": _uncertain_mail(make, employee),
        "campaign_id": passed.campaign_id,
        "assignment_id": passed.id,
        "attempt_id": attempt_id,
        "address": make.run(lambda: db.session.scalars(select(Certificate.address)).one()),
        "contest_id": make.run(lambda: db.session.scalars(select(Contest.id)).one()),
        "import_id": _planned_import(make, people["administrator"]),
        "notice_id": make.run(lambda: reading.paste(reading.read_text(NOTICE), "", None, people["author"].id)),
        "release_id": release.id,
        "round_id": settled(make, passed.campaign_id, release.id, team.id),
        "run_id": _slip(make, passed, people["manager"]),
        "review_id": review_id,
        "comment_id": comment_id,
        "tag_id": make.run(lambda: people_service.add_tag("カード情報", None, None)).id,
        "deputyship_id": _deputyship(make, people["manager"], people["auditor"]),
        "override_id": _extension(make, under_way, people["manager"]),
    }
    leaver = make.person("退職 者", status=UserStatus.DEACTIVATED)
    with app.app_context():
        ledger.seal()
    written = {name: str(value) for name, value in ids.items()}
    return World(people, written, str(open_attempt), str(under_way.campaign_id), str(leaver.id))


def _people(make: Maker, company: Team, team: Team) -> dict[str, User]:
    roles = (Role.AUTHOR, Role.ADMINISTRATOR, Role.AUDITOR)
    people = {role.value: make.person(role.value, roles=[role]) for role in roles}
    return people | {"employee": make.person("社員", team=team), "manager": make.person("上長", manages=company)}


def _pass_with_objection(browser: PageClient, assignment: Assignment) -> uuid.UUID:
    attempt_id = begin(browser, assignment)
    address = onward(browser).address
    browser.submit({"choice": "send"}, form="form#decision")
    browser.post(f"{address}/contest", {"reason": "本文だけでは、どちらとも読めると思います。"})
    play(browser)
    return attempt_id


def _review_that_is_outdated(make: Maker, author: User) -> tuple[uuid.UUID, uuid.UUID]:
    """Ask for a review with a comment, and change the quiz afterwards, so that both can still be written to."""
    quiz = small.bank().quizzes["quiz-a"]
    make.run(lambda: service.save_document(quiz.model_copy(update={"pass_mark": 80}), 1, author.id))
    review_id = make.run(lambda: reviews.ask("quiz-a", "", author.id))
    make.run(lambda: comments.add(review_id, None, "Too strict.", author.id))
    make.run(lambda: service.save_document(quiz.model_copy(update={"pass_mark": 90}), 2, author.id))
    return review_id, make.run(lambda: db.session.scalars(select(ReviewComment.id)).one())


def _planned_import(make: Maker, administrator: User) -> uuid.UUID:
    source = keeping.read_file("社員番号,氏名\n00777,新入 社員".encode())
    options = Options("2026-04-01", actor_id=administrator.id)

    def work() -> uuid.UUID:
        return keeping.keep(keeping.make_plan(source.lines, queries.load_world(), options), source, options).id

    return make.run(work)


def _extension(make: Maker, assignment: Assignment, manager: User) -> uuid.UUID:
    def work() -> uuid.UUID:
        until = dates.day_of(assignment.due_at) + timedelta(days=7)
        decision = Decision(OverrideKind.EXTENSION, "Agreed with the team.", until=until)
        overrides.give(assignment.campaign_id, assignment.person_id, decision, overrides.Giver(manager.id))
        return db.session.scalars(select(Override.id)).one()

    return make.run(work)


def _slip(make: Maker, assignment: Assignment, manager: User) -> uuid.UUID:
    run_id, campaign_id = new_id(), assignment.campaign_id
    paper = messages.Paper(MailKind.NUDGE, assignment.id, assignment.person_id, "ja")
    done = {"run_id": run_id, "campaign_id": campaign_id, "printed_at": clock.now(), "printed_by": manager.id}

    def work() -> uuid.UUID:
        (mail_id,) = messages.printed([paper]).values()
        own = {"person_id": assignment.person_id, "assignment_id": assignment.id}
        db.session.add(Handout(mail_id=mail_id, **own, **done))
        return run_id

    return make.run(work)


def _deputyship(make: Maker, manager: User, deputy: User) -> uuid.UUID:
    name = f"deputy-of-{manager.id.hex[:8]}@kyokun.example"

    def work() -> uuid.UUID:
        db.session.get_one(PersonIdentity, deputy.id).email = name
        tomorrow = dates.today() + timedelta(days=1)
        return deputies.name(manager.id, name, Period(tomorrow, tomorrow), manager.id).id

    return make.run(work)


def _uncertain_mail(make: Maker, person: User) -> uuid.UUID:
    def work() -> uuid.UUID:
        messages.password_changed(person.id, "ja")
        mail = db.session.scalars(select(OutgoingMail).where(OutgoingMail.kind == "password_changed")).one()
        mail.state = MailState.UNCERTAIN
        return mail.id

    return make.run(work)
