"""Somebody who plays attempts and says aloud each answer that was acknowledged."""

import uuid
from collections.abc import Sequence

from flask import Flask

from tests.factories.documents import right
from tests.support.speakers import Say
from training import transaction
from training.errors import Refused
from training.learning import queries, service


def play(app: Flask, person: uuid.UUID, assignments: Sequence[uuid.UUID], say: Say) -> None:
    """Play the assignments one after another to their end; `answered attempt scenario step` follows each commit."""
    for assignment in assignments:
        with app.test_request_context():
            _play(person, assignment, say)


def _play(person: uuid.UUID, assignment: uuid.UUID, say: Say) -> None:
    try:
        attempt = transaction.run(lambda: service.start(person, assignment))
    except Refused:  # another player has finished it already
        return
    while True:
        state = queries.get_state(person, attempt)
        if state.finished_at:
            return
        ref = state.places[-1].ref
        transaction.run(lambda: service.answer(person, attempt, ref, right(ref), None))  # noqa: B023  # called at once
        say(" ".join(["answered", str(attempt), *ref]))
