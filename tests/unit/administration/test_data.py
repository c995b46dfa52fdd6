"""Names as they are kept."""

import pytest

from training.administration.data import PersonData


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        (" 山田　 花子 ", "山田 花子"),
        ("O’Neil", "O’Neil"),
        ("\u202egro.elpmaxe", "gro.elpmaxe"),
        ("\u200b", ""),
        ("\u3000", ""),
    ],
)
def test_a_name_can_be_seen_and_turns_nothing_around(typed: str, kept: str) -> None:
    assert PersonData(typed).identity()["display_name"] == kept
