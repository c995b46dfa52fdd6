"""Everything that the ledger can hold has words for the screen."""

from importlib import import_module
from pkgutil import walk_packages

import training
from training import audit
from training.administration.labels import ACTIONS, DETAILS, SUBJECTS


def test_every_declared_event_has_words() -> None:
    for module in walk_packages(training.__path__, "training."):
        if ".migrations" not in module.name:  # which run inside Alembic only
            import_module(module.name)
    events = audit.declared()
    assert len(events) > 20
    assert {event.action for event in events} - ACTIONS.keys() == set()
    assert {event.subject_kind for event in events} - SUBJECTS.keys() == set()
    assert {field for event in events for field in event.fields} - DETAILS.keys() == set()
