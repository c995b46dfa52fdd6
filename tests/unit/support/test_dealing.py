"""The order in which tests stand."""

from tests.support.dealing import deal


def is_long(test: str) -> bool:
    return test.startswith("long")


def journey(test: str) -> str | None:
    return test.split(":", maxsplit=1)[0] if test.startswith("way") else None


def dealt(tests: list[str], processes: int) -> list[list[str]]:
    """Return what each process is given, in stretches cut as pytest-xdist cuts them."""
    left = deal(tests, processes, is_long, journey)
    assert sorted(left) == sorted(tests)
    stretches = []
    for number in range(processes):
        size = len(left) // (processes - number)
        stretches.append(left[:size])
        left = left[size:]
    return stretches


def test_each_process_begins_with_its_share_of_what_takes_longest() -> None:
    ways = [f"way-{file}:{number}" for file in range(3) for number in range(2)]
    tests = [*ways, "long-a", "long-b", "long-c", *(f"short-{number}" for number in range(31))]
    stretches = dealt(tests, 6)
    assert stretches[0][:4] == ["way-0:0", "way-0:1", "way-2:0", "way-2:1"]
    assert stretches[1][:2] == ["way-1:0", "way-1:1"]
    assert [stretch[0] for stretch in stretches[3:]] == ["long-c", "long-b", "long-a"]
    short = (
        *stretches[0][4:],
        *stretches[1][2:],
        *stretches[2],
        *(each for last in stretches[3:] for each in last[1:]),
    )
    assert len(short) == 31
    assert all(test.startswith("short") for test in short)
    assert [len(stretch) for stretch in stretches] == [6, 6, 7, 7, 7, 7]


def test_nothing_is_lost_where_one_process_runs_everything_or_shares_are_longer_than_stretches() -> None:
    assert dealt(["long-a", "way:1", "short", "way:2"], 1) == [["way:1", "way:2", "long-a", "short"]]
    assert sum(map(len, dealt(["way:1", "way:2", "way:3", "short"], 2))) == 4
    assert dealt([], 3) == [[], [], []]
