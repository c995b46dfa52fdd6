"""What the worker does about time limits: attempts that nobody comes back to are finished all the same."""

import uuid
from functools import partial

from training import clock, transaction
from training.learning import queries
from training.learning.rules import GRACE
from training.learning.service import finishing
from training.learning.service.one_by_one import add_up

AT_ONCE = 200


def finish_expired() -> int:
    """Finish attempts whose time and grace are over, each in a transaction of its own, and return how many.

    One that can't be finished is logged and stops none of the others.
    """
    expired = queries.list_expired(clock.now() - GRACE, AT_ONCE)
    works = [(attempt_id, partial(_finish, person_id, attempt_id)) for person_id, attempt_id in expired]
    return add_up(works, "attempt %s could not be finished")


def _finish(person_id: uuid.UUID, attempt_id: uuid.UUID) -> bool:
    return transaction.run(partial(finishing.finish_if_expired, person_id, attempt_id))
