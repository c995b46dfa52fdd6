"""The rows of a large organisation, as plain values that both databases read; the same ones every time."""

import random
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import NamedTuple

DIVISION = 10
"""A division is a team with nine below it, which is the tree that its manager sees."""
OPEN_DUE_IN_DAYS = (-10, 14, 60)
"""When the campaigns that are open are due; the others are over and closed."""
_PASSED = {-10: 0.85, 14: 0.45, 60: 0.08}
_BEGUN, _FAILED, _EXEMPT, _LEFT_OPEN = 0.08, 0.03, 0.01, 0.03
_AWAY, _GONE = 0.02, 0.01
_FIRST_MILLISECOND = 1_700_000_000_000
_FAMILY = "佐藤 鈴木 高橋 田中 伊藤 渡辺 山本 中村 小林 加藤 吉田 山田 佐々木 山口 松本 井上 木村 林 斎藤 清水"
_GIVEN = "翔太 蓮 大輔 健一 直樹 美咲 陽菜 さくら 結衣 恵子 裕子 誠 拓也 明 真由美 由美 浩二 香織 智子 翼 純 薫 葵 凛"

Row = tuple[object, ...]
ATTEMPT = ("person_id", "id", "assignment_id", "release_id", "practice", "number", "seed", "started_at", "finished_at",
           "ended", "score", "passed")  # fmt: skip


class Campaign(NamedTuple):
    """A campaign of the organisation."""

    id: str
    number: int
    due_in_days: int
    opens_at: datetime
    due_at: datetime
    closed_at: datetime | None


class Tables(NamedTuple):
    """Rows by the name of the table, with the names of its columns; in an order that foreign keys allow."""

    name: str
    columns: tuple[str, ...]
    rows: Iterator[Row]


class Organisation:
    """So many people in so many teams, and a campaign for all of them again and again."""

    def __init__(self, people: int, teams: int, campaigns: int) -> None:
        self.random = random.Random(2016)  # noqa: S311  # the same organisation every time
        self._numbers = count(_FIRST_MILLISECOND)
        self.now = datetime.now(UTC).replace(microsecond=0)
        self.long_ago = _text(self.now - timedelta(days=2_000))
        self.teams = [self.new_id() for _number in range(teams)]
        self.people = [self.new_id() for _number in range(people)]
        self.campaigns = [self._campaign(number, campaigns) for number in range(campaigns)]

    def new_id(self) -> str:
        """Return an id that is the same in every run; later ones are larger, as the program's own are."""
        return f"{next(self._numbers):012x}7{self.random.getrandbits(76):019x}"

    def manager_of(self, division: int) -> str:
        """Return who manages a division: somebody of its first team."""
        return self.people[1 + DIVISION * division]

    def tables(self) -> Iterator[Tables]:
        """Return teams and people; `results` come after the campaigns."""
        yield Tables("team", ("id", "name", "parent_id", "created_at"), self._teams())
        yield Tables("team_closure", ("ancestor_id", "descendant_id", "depth"), self._closure())
        user = ("id", "status", "locale", "time_zone", "session_epoch", "created_at", "deactivated_at", "employment",
                "leave_from", "leave_until")  # fmt: skip
        yield Tables("user", user, self._users())
        identity = ("person_id", "display_name", "email", "employee_number", "salt")
        yield Tables("person_identity", identity, self._identities())
        yield Tables("team_membership", ("person_id", "team_id", "since"), self._members())
        yield Tables("team_manager", ("team_id", "person_id", "since"), self._managers())

    def assignments(self) -> Tables:
        """Return one assignment of each campaign for each person."""
        columns = ("person_id", "id", "campaign_id", "cycle", "status", "due_at", "assigned_at", "completed_at",
                   "counted_score", "attempts_finished", "extra_minutes", "ended_at", "reset_after",
                   "override_count")  # fmt: skip
        return Tables(
            "assignment", columns, (row for person in range(len(self.people)) for row in self._duties(person))
        )

    def attempts(self, assignments: Sequence[Row], release_id: str) -> Tables:
        """Return a finished attempt for each assignment that has a result."""
        return Tables("attempt", ATTEMPT, (self._attempt(row, release_id) for row in assignments if row[8] is not None))

    def _attempt(self, row: Row, release_id: str) -> Row:
        person_id, assignment_id, status, opened, completed, score = row[0], row[1], row[4], row[6], row[7], row[8]
        return (person_id, self.new_id(), assignment_id, release_id, False, 1, "0" * 32, opened, completed or opened,
                "completed", score, status == "passed")  # fmt: skip

    def _campaign(self, number: int, all_of_them: int) -> Campaign:
        still_open = number - (all_of_them - len(OPEN_DUE_IN_DAYS))
        days = OPEN_DUE_IN_DAYS[still_open] if still_open >= 0 else 120 * still_open - 30
        due = self.now + timedelta(days=days)
        opens = min(due - timedelta(days=45), self.now - timedelta(days=5))
        return Campaign(self.new_id(), number + 1, days, opens, due, None if still_open >= 0 else due)

    def parent(self, team: int) -> int | None:
        """Return the team above: the company above divisions, the division above its teams."""
        if team == 0:
            return None
        division = 1 + (team - 1) // DIVISION * DIVISION
        return 0 if team == division else division

    def _teams(self) -> Iterator[Row]:
        for number, team_id in enumerate(self.teams):
            parent = self.parent(number)
            yield team_id, f"第{number}課", None if parent is None else self.teams[parent], self.long_ago

    def _closure(self) -> Iterator[Row]:
        for number, team_id in enumerate(self.teams):
            above: int | None = number
            depth = 0
            while above is not None:
                yield self.teams[above], team_id, depth
                above, depth = self.parent(above), depth + 1

    def _team_of(self, person: int) -> int:
        return person % len(self.teams)

    def _is_gone(self, person: int) -> bool:
        return person % 1_000 >= (1 - _GONE) * 1_000

    def _users(self) -> Iterator[Row]:
        today = self.now.date()
        for number, person_id in enumerate(self.people):
            gone = self._is_gone(number)
            away = self.random.random() < _AWAY
            leave = (today - timedelta(days=30)).isoformat() if away else None
            employment = self.random.choice(("regular", "regular", "regular", "part-time", "fixed-term"))
            status = "deactivated" if gone else "active"
            yield (person_id, status, "ja", "Asia/Tokyo", 0, self.long_ago, self.long_ago if gone else None, employment,
                   leave, None)  # fmt: skip

    def _identities(self) -> Iterator[Row]:
        family, given = _FAMILY.split(), _GIVEN.split()
        for number, person_id in enumerate(self.people):
            name = f"{self.random.choice(family)} {self.random.choice(given)}"
            yield person_id, name, f"p{number}@large.example", f"L{number:06}", self.random.randbytes(16)

    def _members(self) -> Iterator[Row]:
        for number, person_id in enumerate(self.people):
            yield person_id, self.teams[self._team_of(number)], self.long_ago

    def _managers(self) -> Iterator[Row]:
        for number, team_id in enumerate(self.teams):
            yield team_id, self.people[number], self.long_ago

    def _duties(self, person: int) -> Iterator[Row]:
        gone = self._is_gone(person)
        for campaign in self.campaigns:
            status = self._status(campaign)
            done = completed = None
            if status in {"passed", "failed"}:
                first = campaign.opens_at
                last = min(self.now, campaign.due_at)
                completed = _text(first + (last - first) * self.random.random())
                done = self.random.choice((0.8, 0.9, 1.0)) if status == "passed" else 0.4
            ended = self.long_ago if gone and status not in {"passed", "exempt"} else None
            yield (self.people[person], self.new_id(), campaign.id, 1, status, _text(campaign.due_at),
                   _text(campaign.opens_at), completed if status == "passed" else None, done, int(done is not None), 0,
                   ended, 0, 0)  # fmt: skip

    def _status(self, campaign: Campaign) -> str:
        chance = self.random.random()
        if chance < _EXEMPT:
            return "exempt"
        chance -= _EXEMPT
        if campaign.closed_at is not None:
            return "passed" if chance > _LEFT_OPEN else "not_started"
        for status, share in (("failed", _FAILED), ("in_progress", _BEGUN), ("passed", _PASSED[campaign.due_in_days])):
            if chance < share:
                return status
            chance -= share
        return "not_started"


def _text(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%d %H:%M:%S.000000")
