"""What the worker does about time limits: attempts that nobody comes back to are finished all the same."""

from functools import partial

from training import clock, transaction
from training.learning import queries, service
from training.learning.rules import GRACE

AT_ONCE = 200


def finish_expired() -> int:
    """Finish attempts whose time and grace are over, each in a transaction of its own, and return how many."""
    expired = queries.list_expired(clock.now() - GRACE, AT_ONCE)
    return sum(transaction.run(partial(service.finish_expired, *ids)) for ids in expired)
