"""What the worker does about time limits: attempts that nobody comes back to are finished all the same."""

import logging
import uuid
from functools import partial

from training import clock, transaction
from training.errors import DatabaseBusy, StorageFull
from training.learning import queries, service
from training.learning.rules import GRACE

logger = logging.getLogger(__name__)

AT_ONCE = 200


def finish_expired() -> int:
    """Finish attempts whose time and grace are over, each in a transaction of its own, and return how many.

    One that can't be finished is logged and stops none of the others.
    """
    expired = queries.list_expired(clock.now() - GRACE, AT_ONCE)
    return sum(_finish(*ids) for ids in expired)


def _finish(person_id: uuid.UUID, attempt_id: uuid.UUID) -> bool:
    try:
        return transaction.run(partial(service.finish_expired, person_id, attempt_id))
    except (DatabaseBusy, StorageFull):  # so it is for all of them; the next tick tries again
        raise
    except Exception:
        logger.exception("attempt %s could not be finished", attempt_id.hex)
        return False
