"""What the page of an import shows: its groups with their numbers, and the lines of one of them."""

import uuid
from collections import Counter
from collections.abc import Mapping
from typing import NamedTuple

from flask_sqlalchemy.pagination import Pagination

from training.administration.importing import keeping, queries, undoing, words
from training.administration.importing.plan import IDLE, deactivates_many
from training.administration.retention import queries as leavers
from training.errors import NotFound
from training.models import ImportState, LineGroup, PeopleImport
from training.paging import paginate


class Earlier(NamedTuple):
    """An import in the list of all, with who made it."""

    row: PeopleImport
    made_by_name: str | None
    state: str
    counts: Counter[str]


def earlier(row: PeopleImport, made_by_name: str | None) -> Earlier:
    """Return an import as the list shows it."""
    return Earlier(row, made_by_name, words.STATES[row.state], keeping.counts_of(row))


class Group(NamedTuple):
    """The lines of a kind: what they are called, what becomes of them, and how many they are."""

    key: str
    name: str
    meaning: str
    number: int


class NotRestored(NamedTuple):
    """What undoing could not restore, or not wholly: a person, or else a team."""

    person_id: uuid.UUID | None
    person: str | None
    team: str | None
    group: str
    fate: str


class Shown(NamedTuple):
    """An import, the lines of the group that is looked at, and what can be done with it."""

    row: PeopleImport
    counts: Counter[str]
    group: str
    page: Pagination | None
    lines: list[words.LineShown]
    uninvited: int
    reachable: bool
    may_return_as_new: str

    @property
    def state(self) -> str:
        """Return what has become of it."""
        return words.STATES[self.row.state]

    @property
    def groups(self) -> list[Group]:
        """Return the groups that have lines, those to look at first first."""
        return [
            Group(key, name, words.GROUP_TEXTS[key], self.counts[key])
            for key, name in words.GROUPS.items()
            if self.counts[key]
        ]

    @property
    def group_name(self) -> str:
        """Return what the group is called that is looked at."""
        return words.GROUPS[self.group]

    @property
    def not_restored(self) -> list[NotRestored]:
        """Return what undoing could not restore, as far as this page of the list goes."""
        return [
            NotRestored(
                row.person_id, row.display_name, row.team_name, words.GROUPS[row.grouping], words.UNDOINGS[row.undoing]
            )
            for row in (self.page.items if self.page else ())
        ]

    @property
    def unused(self) -> str:
        """Return what is said of columns that are not used, if there are any."""
        headings = keeping.unused_of(self.row)
        return words.unused_columns(headings) if headings else ""

    @property
    def is_open(self) -> bool:
        """Tell whether nobody has decided about it."""
        return self.row.state is ImportState.PLANNED

    @property
    def is_braked(self) -> bool:
        """Tell whether applying it asks for the number of leavers."""
        return deactivates_many(self.counts[LineGroup.LEAVER], self.counts["present"])

    @property
    def changes_something(self) -> bool:
        """Tell whether applying it would write anything."""
        return any(group.key not in IDLE for group in self.groups)

    @property
    def can_be_undone(self) -> bool:
        """Tell whether what it changed is still kept."""
        return undoing.can_be_undone(self.row)


def show(import_id: uuid.UUID, arguments: Mapping[str, str]) -> Shown:
    """Return what the page of an import shows."""
    row = queries.get_import(import_id)
    counts = keeping.counts_of(row)
    group = arguments.get("group") or next((name for name in words.GROUPS if counts[name]), LineGroup.UNCHANGED)
    if group not in words.GROUPS:
        raise NotFound
    page, lines = None, []
    if row.state is ImportState.PLANNED:
        page = paginate(queries.select_lines(import_id, [LineGroup(group)]))
        lines = [words.line_shown(line) for line in page.items]
    elif row.state is ImportState.UNDONE:
        page = paginate(queries.select_not_restored(import_id))
    uninvited = queries.count_uninvited(import_id) if row.state is ImportState.APPLIED else 0
    reachable = bool(uninvited and queries.list_reachable(import_id, 1))
    as_new = words.may_return_as_new() if counts[LineGroup.JOINER] and leavers.has_pseudonymised() else ""
    return Shown(row, counts, str(group), page, lines, uninvited, reachable, as_new)
