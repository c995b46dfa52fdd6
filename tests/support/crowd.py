"""A process in which many people take trainings at the same time, and each acknowledged answer is said aloud.

    python -m tests.support.crowd DATABASE_URL PERSON_ID:ASSIGNMENT_ID [...]

It waits for a line on standard input. Then everybody begins, and the answers go round: one step each, again and again.
"""

import sys
import uuid

from tests.factories.documents import right
from tests.support.databases import make_app
from training import transaction
from training.learning import queries, service


def main() -> None:
    """Let everybody play to the end."""
    url, *pairs = sys.argv[1:]
    app = make_app(url)
    print("ready", flush=True)
    sys.stdin.readline()
    with app.test_request_context():
        attempts = [_start(*map(uuid.UUID, pair.split(":"))) for pair in pairs]
        print("all started", flush=True)
        while attempts:
            attempts = [attempt for attempt in attempts if _answer(*attempt)]
    print("done", flush=True)


def _start(person: uuid.UUID, assignment: uuid.UUID) -> tuple[uuid.UUID, uuid.UUID]:
    return person, transaction.run(lambda: service.start(person, assignment))


def _answer(person: uuid.UUID, attempt: uuid.UUID) -> bool:
    """Answer the open decision and tell whether there was one."""
    state = queries.get_state(person, attempt)
    if state.finished_at:
        return False
    ref = state.places[-1].ref
    transaction.run(lambda: service.answer(person, attempt, ref, right(ref), None))
    print("answered", attempt, *ref, flush=True)
    return True


if __name__ == "__main__":
    main()
