"""Two wordings side by side: what is gone, what is new, and nothing lost of either."""

from hypothesis import given
from hypothesis import strategies as st

from questions.comparing import Stretch, compare_lists, compare_words, shorten


def test_one_word_changed() -> None:
    assert compare_words("Ask for the log first.", "Ask for the contract first.") == [
        Stretch("same", "Ask for the "),
        Stretch("gone", "log"),
        Stretch("new", "contract"),
        Stretch("same", " first."),
    ]


def test_japanese_changes_by_word_not_by_letter() -> None:
    assert compare_words("最新の更新記録を求めます。", "最新の契約書を求めます。") == [
        Stretch("same", "最新の"),
        Stretch("gone", "更新記録"),
        Stretch("new", "契約書"),
        Stretch("same", "を求めます。"),
    ]


def test_an_ending_that_a_word_keeps_is_not_told_as_changed() -> None:
    assert compare_words("誰が気づくか", "誰が気づくかの一覧") == [
        Stretch("same", "誰が気づくか"),
        Stretch("new", "の一覧"),
    ]


def test_changes_with_a_particle_between_them_are_one() -> None:
    assert compare_words("更新記録と通知先", "契約書と保険金額") == [
        Stretch("gone", "更新記録と通知先"),
        Stretch("new", "契約書と保険金額"),
    ]


def test_what_is_the_same_is_cut_at_words_and_keeps_the_space_before_a_change() -> None:
    part = "Nobody knows yet. " * 20
    words = "".join(text for _kind, text in shorten(compare_words(f"{part}Wait. {part}Go.", f"{part}Stay. {part}Run.")))
    assert words.startswith("… ")
    assert "yet. WaitStay. Nobody" in words
    assert words.endswith("yet. GoRun.")
    assert len(words) < 350


def test_a_word_that_ends_a_sentence_is_not_cut_in_two() -> None:
    last = "Nobody called. You took the next number that is on the list, and waited for half my day."
    told = f"{'Nobody knows yet. ' * 20}{last}"
    beside = shorten(compare_words(told, f"{told} More."))[0].text
    assert told[-80:].startswith("alled. You")
    assert beside.startswith("… You took")


def test_japanese_is_as_wide_as_twice_as_much_english() -> None:
    part = "制作会社から保守の見積書が届いています。" * 6
    (same, _new) = shorten(compare_words(part, f"{part}経理への提出は今日です。"))
    assert same.text == f"…{part[-40:]}"


def test_values_of_a_list_are_told_whole() -> None:
    assert compare_lists(["a shop", "a bank"], ["a bank", "a clinic"]) == [
        Stretch("gone", "a shop"),
        Stretch("same", " "),
        Stretch("same", "a bank"),
        Stretch("same", " "),
        Stretch("new", "a clinic"),
    ]


def test_a_text_beyond_all_bounds_is_one_change() -> None:
    assert [kind for kind, _text in compare_words("a " * 5_000, "b " * 5_000)] == ["gone", "new"]


@given(st.text("ab 、更新のカナ\n"), st.text("ab 、更新のカナ\n"))
def test_both_wordings_can_be_read_back(old: str, new: str) -> None:
    stretches = compare_words(old, new)
    assert "".join(text for kind, text in stretches if kind != "new") == old
    assert "".join(text for kind, text in stretches if kind != "gone") == new
    assert all(kind == "same" for kind, _text in stretches) == (old == new)
