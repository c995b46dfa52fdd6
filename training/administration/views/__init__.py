"""Pages of administration, one module per subject."""

from training.administration.views import (
    imports,
    invitations,
    leavers,
    ledger,
    outbox,
    people,
    seals,
    settings,
    status,
    tags,
    teams,
)
from training.administration.views.blueprint import bp

SUBJECTS = (people, tags, imports, status, leavers, invitations, teams, settings, outbox, ledger, seals)

__all__ = ["SUBJECTS", "bp"]
