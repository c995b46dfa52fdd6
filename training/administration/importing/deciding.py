"""What becomes of a plan when somebody applies it."""

import uuid

from training import transaction
from training.administration.importing import applying, keeping
from training.administration.importing.plan import Confirmation


def apply_or_plan_anew(import_id: uuid.UUID, actor_id: uuid.UUID, confirmation: Confirmation, seen_sha256: str) -> bool:
    """Apply an import and return true; plan it anew, and return false, when it would do something else than was seen.

    Each is a transaction of its own; else raises as `applying.apply` does.
    """
    try:
        transaction.run(lambda: applying.apply(import_id, actor_id, confirmation, seen_sha256))
    except applying.PlanOutdated:
        # Planned before the transaction: it takes long, and applying plans anew.
        anew = keeping.plan_anew(import_id)
        transaction.run(lambda: keeping.replace(import_id, anew))
        return False
    return True
