"""What groups, topics and cells are called."""

from collections.abc import Mapping

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext

from training.coverage.pages import Case, Cell, State
from training.models import PersonKind
from training.studio import vocabulary

KINDS: Mapping[PersonKind, str] = {
    PersonKind.OFFICER: _l("Officers"),
    PersonKind.MANAGER: _l("Managers"),
    PersonKind.REGULAR: _l("Regular employees"),
    PersonKind.FIXED_TERM: _l("Fixed-term employees"),
    PersonKind.PART_TIME: _l("Part-time employees"),
    PersonKind.DISPATCHED: _l("Dispatched workers"),
    PersonKind.OTHER: _l("Everybody else"),
}
_SAID: Mapping[State, str] = {
    State.NOTHING: _l("No question asks about this rule."),
    State.DRAFT: _l("There are questions, but no release of a quiz has them yet."),
    State.PUBLISHED: _l("A release asks about it, but it has not been assigned to anybody."),
}
_NONE: Mapping[State, str] = {
    State.NOTHING: _l("no question"),
    State.DRAFT: _l("not published"),
    State.PUBLISHED: _l("not assigned"),
    State.EARLIER: _l("nobody within a year"),
    State.ASSIGNED: _l("nobody yet"),
}


def sentence(cell: Cell) -> str:
    """Return how all people stand with a rule."""
    if cell.state in _SAID:
        return str(_SAID[cell.state])
    decided = _(
        "%(decided)d of %(people)d people have decided about it within a year.",
        decided=cell.decided,
        people=cell.people,
    )
    return decided if cell.decided else _("Nobody has decided about it within a year.")


def number(cell: Cell) -> str:
    """Return a cell in a few words: how many have decided, or why nobody has."""
    if cell.state is State.DECIDED:
        return _("%(decided)d of %(people)d", decided=cell.decided, people=cell.people)
    return str(_NONE[cell.state])


def notes(cell: Cell) -> list[str]:
    """Return what else is to be said of a cell."""
    assigned = ngettext("%(num)d person has it to do", "%(num)d people have it to do", cell.assigned)
    earlier = ngettext("%(num)d person longer ago", "%(num)d people longer ago", cell.earlier)
    return ([assigned] if cell.assigned else []) + ([earlier] if cell.earlier else [])


def audience(case: Case) -> str:
    """Return for whom the scenarios of a case are written."""
    return _(", ").join(str(vocabulary.AUDIENCES.get(name, name)) for name in case.audience)
