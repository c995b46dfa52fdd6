"""The large organisation is the same every time, hangs together, and its table says which budget is kept."""

from collections import Counter

from tests.bench.large.budgets import MANAGER_FIRST, PLAIN, Measured, as_text
from tests.bench.large.rows import DIVISION, Organisation


def test_it_hangs_together_and_is_the_same_every_time() -> None:
    made = Organisation(people=210, teams=21, campaigns=10)
    tables = {table.name: list(table.rows) for table in made.tables()}
    again = {table.name: list(table.rows) for table in Organisation(210, 21, 10).tables()}
    assert [row[:2] for row in tables["person_identity"]] == [row[:2] for row in again["person_identity"]]
    assert [row[0] for row in tables["team"]] == sorted(
        str(row[0]) for row in tables["team"]
    )  # as the program's own ids
    below = Counter(row[0] for row in tables["team_closure"])
    assert (below[made.teams[0]], below[made.teams[1]], below[made.teams[2]]) == (21, DIVISION, 1)
    assert (made.teams[1], made.manager_of(0)) in {row[:2] for row in tables["team_manager"]}
    duties = list(made.assignments().rows)
    assert len(duties) == 2_100
    assert all((row[7] is not None) == (row[4] == "passed") for row in duties)
    assert {row[2] for row in made.attempts(duties, "release").rows} <= {row[1] for row in duties}
    assert sum(campaign.closed_at is None for campaign in made.campaigns) == 3


def test_the_verdict_names_the_budget_that_is_kept() -> None:
    lines = [Measured(MANAGER_FIRST, "sqlite", value, 15) for value in (5.0, 20.0, 20.1)]
    assert [line.verdict for line in lines] == ["goal", "must", "MISSED"]
    table = as_text([Measured(PLAIN, "sqlite", 1_500.0), *lines]).splitlines()
    assert len({len(line) for line in table}) == 1
    assert "plain aggregate" in table[-1]
