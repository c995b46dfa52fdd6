"""What one process has checked no other process checks again."""

from pathlib import Path

from tests.support.seen import Seen


def test_a_key_is_new_once_whoever_asks(tmp_path: Path) -> None:
    one, other = Seen(tmp_path / "run"), Seen(tmp_path / "run")
    assert one.add("page", "ja")
    assert not one.add("page", "ja")
    assert not other.add("page", "ja")
    assert other.add("page", "en")
    assert one.new([("page", "en"), ("page", "fr")]) == {("page", "fr")}


def test_another_run_has_seen_nothing(tmp_path: Path) -> None:
    assert Seen(tmp_path / "one").add("page")
    assert Seen(tmp_path / "other").add("page")


def test_parts_of_a_key_do_not_run_together(tmp_path: Path) -> None:
    seen = Seen(tmp_path)
    assert seen.add("ab", "c")
    assert seen.add("a", "bc")
