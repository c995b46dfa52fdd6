"""Which passwords are refused, and how they are kept."""

import pytest

from training.accounts import passwords
from training.accounts.common_passwords import is_common
from training.errors import FieldError

OWN = ["青木 涼", "ryo.aoki@minato.example", "E0042771"]


@pytest.mark.parametrize(
    "password",
    [
        "password1234",
        "Password123!",
        "P@ssw0rd2024!",
        "$ecretPassw0rd",
        "qwertyuiop12",
        "123456789012",
        "1qaz2wsx3edc",
        "aaaaaaaaaaaa",
        "abcabcabcabc",
        "letmeinletmein",
        "November-2024!",
        "correct horse battery staple",
        "Welcome2Kyokun",
        "パスワード1234567",
        "ＰＡＳＳＷＯＲＤ１２３４",
        "!!!!????....",
    ],
)
def test_well_known_ways_to_fill_twelve_places_are_common(password: str) -> None:
    assert is_common(password)


@pytest.mark.parametrize(
    "password",
    [
        "purple monkey lamp 7 tree",
        "green-harbour-lantern",
        "tk3!kdlw0s9x",
        "ゆうやけ小やけの赤とんぼ",
        "やまもとさんちの三毛猫",
    ],
)
def test_sentences_and_random_letters_are_not_common(password: str) -> None:
    assert not is_common(password)


@pytest.mark.parametrize(
    "password",
    [
        "short pass",
        "x" * 201,
        "password1234",
        "ryo.aoki@minato.example",
        "Aoki-ryo-minato",
        "E0042771E0042771",
        "minato-E0042771",
    ],
)
def test_short_long_common_and_own_words_are_refused(password: str) -> None:
    with pytest.raises(FieldError):
        passwords.check_password(password, OWN)


@pytest.mark.parametrize(
    "password", ["the harbour of minato at dawn", "ゆうやけ小やけの赤とんぼ", "k7 tulip drawer xylophone"]
)
def test_everything_else_is_accepted(password: str) -> None:
    passwords.check_password(password, OWN)


def test_a_hash_verifies_its_password_in_every_width() -> None:
    secret_hash = passwords.hash_password("Ｇreen harbour ７")
    assert secret_hash.startswith("$argon2id$")
    assert passwords.verify_password(secret_hash, "Green harbour 7")
    assert not passwords.verify_password(secret_hash, "green harbour 7")


@pytest.mark.parametrize("secret_hash", [None, "", "not a hash"])
def test_without_a_hash_no_password_is_right(secret_hash: str | None) -> None:
    assert not passwords.verify_password(secret_hash, "the password of nobody")


def test_an_old_hash_asks_for_a_new_one() -> None:
    assert passwords.needs_rehash("$argon2id$v=19$m=1024,t=1,p=1$c29tZXNhbHRzb21l$pC8rKLMWbBZZ0JbmOQh1xA")
    assert not passwords.needs_rehash(passwords.hash_password("green harbour lantern"))
