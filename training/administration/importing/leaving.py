"""Who would leave with a file, and who is kept all the same: doubt never removes anybody."""

import uuid
from collections.abc import Iterable, Mapping, Sequence, Set
from typing import NamedTuple

from training.administration.importing.cases import Case, Found, Who
from training.administration.importing.plan import Why
from training.administration.importing.world import Options, World


class Leaving(NamedTuple):
    """Those who would leave, and those of them who are kept, with the reason."""

    leavers: Set[uuid.UUID]
    kept: Mapping[uuid.UUID, Why]

    def gone(self, cases: Iterable[Case]) -> set[Who]:
        """Return those who are not here after the import, with whom a line names that is left out."""
        left = {case.who for case in cases if case.has_left}
        return (left | {person_id.hex for person_id in self.leavers}) - {person_id.hex for person_id in self.kept}


def leaving(cases: Sequence[Case], world: World, options: Options, found: Found) -> Leaving:
    """Return who would leave, as far as lines without problems say so."""
    left = {
        case.person.id
        for case in cases
        if case.person and case.person.is_here and case.has_left and case.number not in found
    }
    here = {person.id for person in world.people if person.is_here}
    missing = here - {case.person_id for case in cases} if options.everybody else set()
    if any(not case.person and case.number in found for case in cases):
        # A line about nobody who is known could be about anybody who is missing.
        kept = {**dict.fromkeys(missing, Why.LINES_UNREAD), **_protected(left, world, options)}
    else:
        kept = _protected(left | missing, world, options)
    return Leaving(left | missing, kept)


def _protected(would_leave: Set[uuid.UUID], world: World, options: Options) -> dict[uuid.UUID, Why]:
    """Return the importing person, and the administrators when all of them would leave."""
    ourselves = would_leave & {options.actor_id}
    all_leave = world.administrators <= would_leave - ourselves
    administrators = would_leave & world.administrators if all_leave else set()
    return {**dict.fromkeys(administrators, Why.LAST_ADMINISTRATOR), **dict.fromkeys(ourselves, Why.OURSELVES)}
