"""A process of its own that plays attempts and says aloud each answer that was acknowledged.

    python -m tests.support.player DATABASE_URL PERSON_ID ASSIGNMENT_ID [...]

It waits for a line on standard input, so that several can begin at once, and prints `attempt scenario step` after
each commit.
"""

import sys
import uuid

from tests.factories.documents import right
from tests.support.databases import make_app
from training import transaction
from training.errors import Refused
from training.learning import queries, service


def main() -> None:
    """Play the assignments one after another to their end."""
    url, person_id, *assignments = sys.argv[1:]
    app = make_app(url)
    person = uuid.UUID(person_id)
    print("ready", flush=True)
    sys.stdin.readline()
    for assignment in assignments:
        with app.test_request_context():
            _play(person, uuid.UUID(assignment))
    print("done", flush=True)


def _play(person: uuid.UUID, assignment: uuid.UUID) -> None:
    try:
        attempt = transaction.run(lambda: service.start(person, assignment))
    except Refused:  # another player has finished it already
        return
    print("started", attempt, flush=True)
    while True:
        state = queries.get_state(person, attempt)
        if state.finished_at:
            return
        ref = state.places[-1].ref
        transaction.run(lambda: service.answer(person, attempt, ref, right(ref), None))  # noqa: B023  # called at once
        print("answered", attempt, *ref, flush=True)


if __name__ == "__main__":
    main()
