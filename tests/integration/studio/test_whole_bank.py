"""The bank as pages read it: each document once in a process, never for too long, and never an old one."""

from datetime import UTC, datetime, timedelta

import pytest

from questions.control import Citation, Control
from questions.incident import Incident
from questions.release import Bank
from questions.scenario import Scenario
from tests.factories import documents as small
from tests.factories.maker import Maker
from tests.support.client import PageClient
from tests.support.statements import StatementCounter
from training import clock
from training.models import User
from training.studio import queries, service
from training.studio.queries import whole_bank


def test_a_page_that_reads_for_too_long_says_so_and_the_next_goes_on(
    english_desk: PageClient, make: Maker, monkeypatch: pytest.MonkeyPatch
) -> None:
    incidents: dict[str, Incident] = {f"case-{n}": small.incident(f"case-{n}") for n in range(30)}
    make.run(lambda: service.import_bank(Bank({}, incidents, {}, {}), None))
    seconds = iter(range(1_000_000))
    monkeypatch.setattr(whole_bank, "monotonic", lambda: float(next(seconds)))
    monkeypatch.setattr(whole_bank, "SECONDS", 10.0)
    for _page in range(3):  # ten of the 35 documents each
        english_desk.get("/studio/", 503)
    english_desk.get("/studio/")
    assert len(english_desk.page.all(".folder")) == 25


def test_only_what_was_saved_is_read_again(
    make: Maker, bank: None, author: User, count_statements: StatementCounter
) -> None:
    control = small.control()
    newer = Control.model_validate(control.model_dump() | {"title": small.both("Another title", "別の題名")})
    with make.app.app_context():
        assert queries.load_bank().controls[control.key] == control
        with count_statements() as counted:
            queries.load_bank()
    assert counted.number == 5  # one of each kind, and one of notices
    make.run(lambda: service.save_document(newer, 1, author.id))
    with make.app.app_context():
        assert queries.load_bank().controls[control.key] == newer


def test_a_citation_is_told_as_ended_from_midnight_where_the_organisation_is(
    english_desk: PageClient, make: Maker, author: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    cited = Citation.model_validate({"instrument": "Act", "clause": "Article 9", "valid_until": "2031-03-31"})
    control = small.control().model_copy(update={"citations": [cited]})
    make.run(lambda: service.save_document(control, 1, author.id))
    scenario = small.bank().scenarios["first-a"].model_dump(mode="json", by_alias=True, exclude_none=True)
    scenario["steps"][0] |= {"moment": {"label": "Now"}, "story": "Article 9 asks for it.", "controls": [control.key]}
    make.run(lambda: service.save_document(Scenario.model_validate(scenario), 1, author.id))
    midnight, told = datetime(2031, 3, 31, 15, tzinfo=UTC), "Article 9 was the number until 2031-03-31"
    for moment, is_told in ((midnight - timedelta(minutes=1), False), (midnight, True)):
        with monkeypatch.context() as night:
            night.setattr(clock, "now", lambda moment=moment: moment)
            english_desk.sign_in(author, "en")
            assert (told in english_desk.get("/studio/stale").text("main")) is is_told
