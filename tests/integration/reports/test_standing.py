"""The score of a report is the one that counts, by the rule of the quiz and after a reset."""

import pytest
from sqlalchemy import update

from tests.factories.documents import RIGHT, release_document
from tests.factories.maker import Maker
from tests.factories.results import Results
from tests.integration.reports.conftest import NEARLY, WHY, WRONG
from training import clock, dates
from training.administration.service.people import MOVED
from training.evidence.reports import queries
from training.evidence.reports.cycles import get_cycle
from training.evidence.reports.report import asked_of
from training.evidence.reports.standing import MOVED as READ
from training.extensions import db
from training.learning.queries import list_finished
from training.learning.service.finishing import counting
from training.models import Assignment, Override, OverrideKind, new_id

TRIES = ((WRONG, NEARLY, WRONG), (NEARLY, RIGHT), (WRONG,), (RIGHT, WRONG))


@pytest.mark.parametrize("counts", ["best", "first", "last"])
def test_it_is_the_score_that_finishing_counts(make: Maker, counts: str) -> None:
    results = Results(make, release_document(counts=counts))
    assignments = [results.person() for tries in TRIES for _after_reset in (False, True)]
    for number, assignment in enumerate(assignments):
        for given in TRIES[number // 2]:
            results.attempt(given, assignment)
    with_reset = [assignment.id for assignment in assignments[1::2]]
    make.run(lambda: db.session.execute(update(Assignment).values(attempts_finished=3)))
    make.run(lambda: db.session.add_all(map(_reset, assignments[1::2])))
    with make.app.test_request_context():
        cycle = get_cycle(queries.get_campaign(results.campaign.id), 1, 1, dates.today())
        rows = db.session.execute(queries.select_people(asked_of(cycle, dates.today()), "en")).all()
        told = {row.assignment_id: round(row.score, 6) for row in rows}
        for assignment in assignments:
            finished = list_finished(assignment.person_id, assignment.id)
            counted = counting(counts, finished, int(assignment.id in with_reset))  # type: ignore[arg-type]
            assert told[assignment.id] == round(counted.score, 6)


def _reset(assignment: Assignment) -> Override:
    """Return the decision that leaves the first attempt behind."""
    own = {"person_id": assignment.person_id, "assignment_id": assignment.id, "request_id": new_id()}
    return Override(**own, kind=OverrideKind.RESET, reason=WHY, attempts=1, given_at=clock.now())


def test_moves_are_read_by_the_name_under_which_they_are_recorded() -> None:
    assert MOVED.action == READ
