"""Cases are put together in a time that grows with the bank, and not with its square."""

import time
from collections import defaultdict
from datetime import UTC, datetime

from questions.release import Bank
from tests.factories import documents as small
from training.studio.cases import cases

NOW = datetime(2024, 5, 9, tzinfo=UTC)


def bank_of(number: int) -> Bank:
    scenario = small.bank().scenarios["first-a"]
    names = [f"case-{n}" for n in range(number)]
    scenarios = {name: scenario.model_copy(update={"key": name, "incident": name}) for name in names}
    return Bank({}, {name: small.incident().model_copy(update={"key": name}) for name in names}, scenarios, {})


def seconds(bank: Bank) -> float:
    dates: dict[tuple[str, str], datetime] = defaultdict(lambda: NOW)
    taken = []
    for _again in range(3):
        start = time.process_time()
        assert all(len(case.scenarios) == 1 for case in cases(bank, dates))
        taken.append(time.process_time() - start)
    return min(taken)


def test_the_time_for_all_cases_grows_with_the_bank_only() -> None:
    assert seconds(bank_of(2_400)) < 8 * seconds(bank_of(600))
