"""What two authors changed on one desk at once is joined; where they differ nothing is lost."""

from questions.incident import Span
from questions.notices.desk import Desk, Entry, Kind
from questions.notices.joining import join, renewed


def entry(key: str, value: str = "2021") -> Entry:
    return Entry(key=key, kind=Kind.DATE, text=value, value=value, detail="occurred", places=(Span(start=0, end=4),))


def desk(*entries: Entry) -> Desk:
    return Desk(entries=entries)


BASE = desk(entry("a"), entry("own-date-1"))


def test_changes_at_different_places_are_both_kept() -> None:
    joined = join(BASE, desk(entry("a", "2022"), entry("own-date-1")), desk(entry("a"), entry("own-date-1", "2023")))
    assert joined == (desk(entry("a", "2022"), entry("own-date-1", "2023")), {})


def test_what_each_changed_of_one_entry_is_joined() -> None:
    left_out, corrected = entry("a").model_copy(update={"kept": False}), entry("a", "2022")
    joined = join(desk(entry("a")), desk(left_out), desk(corrected))
    assert joined == (desk(corrected.model_copy(update={"kept": False})), {})


def test_where_both_changed_one_entry_mine_stands_and_theirs_is_told() -> None:
    joined = join(BASE, desk(entry("a", "2022"), entry("own-date-1")), desk(entry("a", "2023"), entry("own-date-1")))
    assert joined == (desk(entry("a", "2022"), entry("own-date-1")), {"a": entry("a", "2023")})


def test_what_both_added_gets_two_keys() -> None:
    one, other = entry("own-date-2", "2001"), entry("own-date-2", "2002")
    joined = join(BASE, desk(*BASE.entries, one), desk(*BASE.entries, other))
    assert [each.key for each in joined.desk.entries] == ["a", "own-date-1", "own-date-2", "own-date-3"]
    assert join(BASE, desk(*BASE.entries, one), desk(*BASE.entries, one)).desk == desk(*BASE.entries, one)


def test_what_one_took_out_goes_unless_the_other_changed_it() -> None:
    changed = entry("own-date-1", "2024")
    without = desk(entry("a"))
    assert join(BASE, without, BASE).desk == join(BASE, BASE, without).desk == without
    for mine, theirs in ((without, desk(entry("a"), changed)), (desk(entry("a"), changed), without)):
        assert join(BASE, mine, theirs).desk.entries == (entry("a"), changed)


def test_another_reading_adds_what_is_new_and_leaves_what_authors_made() -> None:
    first = desk(entry("a"), entry("b"), entry("gone"), entry("mended"))
    present = desk(entry("a", "2022"), entry("b"), entry("gone"), entry("mended"), entry("own-date-1", "1999"))
    fresh = desk(entry("a"), entry("b", "2020"), entry("new"), entry("mended"))
    again = renewed(first, present, fresh)
    expected = {"a": "2022", "b": "2020", "new": "2021", "mended": "2021", "own-date-1": "1999"}
    assert {each.key: each.value for each in again.entries} == expected
    left_out = entry("new").model_copy(update={"kept": False})
    twice = again.model_copy(update={"entries": tuple(left_out if e.key == "new" else e for e in again.entries)})
    assert {e.key: e.kept for e in renewed(first, twice, fresh).entries} == {k: k != "new" for k in expected}
    assert set(expected) <= {e.key for e in renewed(None, again, fresh).entries}
