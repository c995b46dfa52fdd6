"""Kyokun's database for the measurement: people who can sign in, and an assignment for each attempt they will take."""

import itertools
import uuid
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from sqlalchemy import insert

from tests.bench import quiz
from tests.factories.maker import LONG_AGO, Maker
from tests.support.databases import make_app, migrate
from training.accounts.passwords import hash_password
from training.extensions import db
from training.models import Assignment, AssignmentStatus, Credential, CredentialKind, User, new_id

PASSWORD = "measured-by-the-hour"  # noqa: S105  # of people in a database that is thrown away
LANGUAGES = ("ja", "en")


class World:
    """People 0, 1, 2 ... (every second one reads English), and how many assignments of each way they have."""

    def __init__(self, url: str, ways: tuple[str, ...], assignments: list[int]) -> None:
        migrate(url)
        self.app = make_app(url)
        self.make = Maker(self.app)
        team = self.make.team()
        self.people = [self.make.person(team=team, locale=locale) for locale in self._locales(len(assignments))]
        self.names = [f"person{number}@kyokun.example" for number in range(1, len(self.people) + 1)]
        self._give_passwords()
        self._waiting = {way: self._assign(way, assignments) for way in ways}
        with self.app.app_context():
            db.engine.dispose()

    def waiting(self, person: int) -> dict[str, Iterator[str]]:
        """Return, by way, the ids of the assignments that this person has not begun."""
        return {way: assignments[person] for way, assignments in self._waiting.items()}

    @staticmethod
    def _locales(number: int) -> Iterator[str]:
        return itertools.islice(itertools.cycle(LANGUAGES), number)

    def _give_passwords(self) -> None:
        secret_hash = hash_password(PASSWORD)
        rows = [
            {"id": new_id(), "person_id": person.id, "kind": CredentialKind.PASSWORD, "secret_hash": secret_hash}
            for person in self.people
        ]
        self.make.run(lambda: db.session.execute(insert(Credential).values(created_at=LONG_AGO), rows))

    def _assign(self, way: str, numbers: list[int]) -> list[Iterator[str]]:
        campaign = self.make.campaign(self.make.release(quiz.document(way)))
        rows = [
            self._row(campaign.id, person, cycle)
            for person, number in zip(self.people, numbers, strict=True)
            for cycle in range(1, number + 1)
        ]
        self.make.run(lambda: db.session.execute(insert(Assignment), rows))
        return [iter([str(row["id"]) for row in rows if row["person_id"] == person.id]) for person in self.people]

    @staticmethod
    def _row(campaign_id: uuid.UUID, person: User, cycle: int) -> dict[str, object]:
        return {
            "person_id": person.id,
            "id": new_id(),
            "campaign_id": campaign_id,
            "cycle": cycle,
            "status": AssignmentStatus.NOT_STARTED,
            "due_at": datetime.now(UTC) + timedelta(days=14),
            "assigned_at": LONG_AGO,
            "attempts_finished": 0,
        }
