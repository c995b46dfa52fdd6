"""How the organisation came into being: settings, teams, people, invitations, those who left."""

import uuid
from collections.abc import Callable
from contextlib import suppress
from datetime import date, timedelta
from functools import partial

from flask_babel import force_locale
from sqlalchemy import update

from questions.files import read_bank
from questions.folders import SHIPPED
from questions.release import Bank
from training import clock, dates, settings
from training.accounts import agreement, codes, setup
from training.accounts import queries as accounts_queries
from training.accounts import service as accounts
from training.administration import service as administration
from training.administration.data import OrganisationData, PersonData
from training.demonstration.cast import (
    ADMINISTRATOR,
    ORGANISATION,
    PEOPLE,
    TEAMS,
    TOKYO,
    PersonPlan,
    zone_of,
)
from training.demonstration.world import World, at_work, chance
from training.extensions import db
from training.models import DocumentEdition, Employment, InvitationChannel, Role
from training.studio import queries as studio_queries
from training.studio import service as studio
from training.studio.publication import publishing
from training.studio.records import RECORDS

DAYS_OF_A_MONTH = 30
FOUNDED_DAYS_AGO = 434
PUBLISHED_DAYS_AGO = 416
OLDEST_YEARS, LONGEST_YEARS_IN_OFFICE = 22, 9
CONTACTS = {"ja": "情報システム部（内線 1060）", "en": "Information Systems (extension 1060)"}
CLAUSES = {"ja": "個人情報取扱規程 第{}条", "en": "Rules on personal data, article {}"}
FIRST_CLAUSE = 8

DEMONSTRATION = "demonstration"
MADE_PEOPLE = "demonstration_people"


def plan(world: World, secret_hash: str) -> None:
    """Put the founding and all comings and goings into the queue; everybody gets the password of `secret_hash`."""
    bank = read_bank(SHIPPED)
    world.at(world.days_ago(FOUNDED_DAYS_AGO), partial(_found, world, secret_hash))
    world.at(world.days_ago(FOUNDED_DAYS_AGO, 11), partial(_add_teams, world))
    for number, person in enumerate(PEOPLE):
        if person is not ADMINISTRATOR:
            came = world.days_ago(person.months * DAYS_OF_A_MONTH, 13, number)
            world.change_at(came, partial(_add_person, world, person, secret_hash))
        if person.leaves_after is not None:
            world.change_at(world.days_ago(person.leaves_after, 17), partial(_leave, world, person))
        if person.away is not None:
            world.change_at(world.days_ago(person.away[0] + 10, 16), partial(_note_leave, world, person))
    world.at(world.days_ago(PUBLISHED_DAYS_AGO, 14), partial(_bring_in, bank))
    world.at(world.days_ago(PUBLISHED_DAYS_AGO, 15), partial(_publish, world, sorted(bank.quizzes)))
    world.at(world.days_ago(PUBLISHED_DAYS_AGO - 1, 10), partial(_fill_slots, world, sorted(bank.controls)))


def _found(world: World, secret_hash: str) -> None:
    person = ADMINISTRATOR
    first = setup.FirstAdministrator(ORGANISATION, person.name, person.address, person.number, person.locale, TOKYO)
    admin = setup.set_up(first, secret_hash)
    world.people[person.key] = admin.id
    settings.store(DEMONSTRATION, True)
    administration.change_organisation(OrganisationData(ORGANISATION, "ja", TOKYO), admin.id)
    _agree(world, person)


def _add_teams(world: World) -> None:
    admin = world.people[ADMINISTRATOR.key]
    for team in TEAMS:
        above = world.teams[team.parent] if team.parent else None
        world.teams[team.key] = administration.add_team(team.name, team.name_en, above, admin).id
    administration.change_person(admin, _data(world, ADMINISTRATOR), admin)


def _data(world: World, person: PersonPlan, *, is_leave_known: bool = False) -> PersonData:
    since, until = world.leave_of(person) if is_leave_known else (None, None)
    return PersonData(
        name=person.name,
        email=person.address,
        employee_number=person.number,
        locale=person.locale,
        team_id=world.teams[person.team],
        roles=frozenset({person.role} if person.role else set[Role]()),
        time_zone=zone_of(person),
        employment=person.employment,
        hired_on=_hired_on(world, person),
        leave_from=since,
        leave_until=until,
    )


def _hired_on(world: World, person: PersonPlan) -> date:
    """Return the day that Kyokun learnt of a newcomer; whoever was there at the founding came in some April before."""
    came = dates.day_of(world.days_ago(person.months * DAYS_OF_A_MONTH), TOKYO)
    if person.months * DAYS_OF_A_MONTH < PUBLISHED_DAYS_AGO - DAYS_OF_A_MONTH:
        return came
    longest = OLDEST_YEARS if person.employment is Employment.REGULAR else LONGEST_YEARS_IN_OFFICE
    return date(came.year - chance("hired", person.key).randint(1, longest), 4, 1)


def _add_person(world: World, person: PersonPlan, secret_hash: str) -> None:
    admin = world.people[ADMINISTRATOR.key]
    person_id = administration.add_person(_data(world, person), admin).id
    world.people[person.key] = person_id
    if person.manages:
        administration.set_manager(world.teams[person.manages], person_id, admin)
    if person.email:
        invitation_id = accounts.invite(person_id, InvitationChannel.MAIL, admin).id
    else:
        code = accounts.issue_sheet(person_id, admin)
        sheet = accounts_queries.find_sheet(person_id, codes.code_digest(code.replace("-", "")))
        if sheet is None:
            raise RuntimeError("the sheet just issued is not there")
        invitation_id = sheet.id
    if person.joins:
        random = chance("joins", person.key)
        came = world.days_ago(person.months * DAYS_OF_A_MONTH)
        joins = at_work(came + timedelta(days=1 + 4 * (1 - person.zeal)), zone_of(person), random)
        world.at(joins, _joining(world, person, invitation_id, secret_hash))


def _joining(world: World, person: PersonPlan, invitation_id: uuid.UUID, secret_hash: str) -> Callable[[], None]:
    def join() -> None:
        accounts.accept(invitation_id, secret_hash)
        _agree(world, person)

    return join


def _agree(world: World, person: PersonPlan) -> None:
    with force_locale(person.locale):
        agreement.agree(world.people[person.key], agreement.text_digest())


def _leave(world: World, person: PersonPlan) -> None:
    administration.deactivate(world.people[person.key], world.people[ADMINISTRATOR.key])


def _note_leave(world: World, person: PersonPlan) -> None:
    data = _data(world, person, is_leave_known=True)
    administration.change_person(world.people[person.key], data, world.people[ADMINISTRATOR.key])


def _bring_in(bank: Bank) -> None:
    """Import the cases; those that came with the program a moment ago came then."""
    studio.import_bank(bank, None)
    for record in RECORDS.values():
        later = (record.updated_by.is_(None), record.updated_at > clock.now())
        db.session.execute(update(record).where(*later).values(updated_at=clock.now()))
    later = (DocumentEdition.saved_by.is_(None), DocumentEdition.saved_at > clock.now())
    db.session.execute(update(DocumentEdition).where(*later).values(saved_at=clock.now()))


def _publish(world: World, quiz_keys: list[str]) -> None:
    for key in quiz_keys:
        with suppress(studio.NothingNew):  # published before the demonstration came
            publishing.publish_by_program(key)
        newest = studio_queries.find_newest_release(key)
        if newest is not None:
            world.releases[key] = newest.id


def _fill_slots(world: World, control_keys: list[str]) -> None:
    for number, key in enumerate(control_keys, FIRST_CLAUSE):
        for locale, contact in CONTACTS.items():
            clause = CLAUSES[locale].format(number)
            administration.set_slot(key, locale, clause, contact, world.people[ADMINISTRATOR.key])
