"""Work of the worker on many things, of which one that fails stops no other."""

import logging
import uuid
from collections.abc import Callable, Iterable

from training.errors import DatabaseBusy, StorageFull

logger = logging.getLogger(__name__)


def add_up(works: Iterable[tuple[uuid.UUID, Callable[[], int]]], failure: str) -> int:
    """Do each work and return the sum of what they return; one that fails is logged as `failure` with its id.

    Raises DatabaseBusy and StorageFull: so it is for all of them, and the next tick tries again.
    """
    return sum(_do(subject, work, failure) for subject, work in works)


def _do(subject: uuid.UUID, work: Callable[[], int], failure: str) -> int:
    try:
        return work()
    except (DatabaseBusy, StorageFull):
        raise
    except Exception:
        logger.exception(failure, subject.hex)
        return 0
