"""Texts in several languages, partial dates and keys."""

import datetime
import sys
import unicodedata
from collections.abc import Callable, Iterable

import pytest
from pydantic import TypeAdapter, ValidationError

from questions.exhibits import ChatMessage, Webpage
from questions.incident import Source
from questions.text import KeptOnPurpose, Key, LocalisedText, Part, PartialDate, clean, storable, visible

both = LocalisedText.model_validate


def test_a_text_is_given_in_the_language_asked_for_or_the_nearest() -> None:
    text = both({"ja": "はい", "en": "Yes"})
    assert (text.in_language("ja"), text.in_language("en-GB"), text.in_language("fr")) == ("はい", "Yes", "Yes")
    assert both({"ja": "はい"}).in_language("en") == "はい"
    assert both("PCI").in_language("ja") == "PCI"


def test_a_neutral_text_lacks_no_language() -> None:
    assert both("PCI").missing(["ja", "en"]) == []
    assert both({"ja": "はい"}).missing(["ja", "en"]) == ["en"]


@pytest.mark.parametrize("value", [{}, {"ja": ""}, {"ja": " \n"}, {"Japanese!": "x"}, {"ja": "\x00"}, {"ja": "\ud800"}])
def test_texts_that_are_none_are_refused(value: object) -> None:
    with pytest.raises(ValidationError):
        both(value)


def test_texts_are_normalised() -> None:
    assert clean(" か\u3099\r\nき ") == "が\nき"


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (2019, "2019"),
        ("2019-05", "2019-05"),
        (datetime.date(2019, 5, 9), "2019-05-09"),
        ("2020-02-29", "2020-02-29"),
        ("２０１９ー０５", "2019-05"),
    ],
)
def test_dates_may_stop_early(value: object, expected: str) -> None:
    assert TypeAdapter(PartialDate).validate_python(value) == expected


@pytest.mark.parametrize("value", ["2019-13", "2019-02-29", "19", "9 May 2019", True, "２０１９年"])
def test_dates_that_are_none_are_refused(value: object) -> None:
    with pytest.raises(ValidationError):
        TypeAdapter(PartialDate).validate_python(value)


@pytest.mark.parametrize("value", ["", "A", "a--b", "-a", "a_b", "a\n", "a" * 81])
def test_keys_are_lower_case_words_joined_by_hyphens(value: str) -> None:
    with pytest.raises(ValidationError):
        TypeAdapter(Key).validate_python(value)


@pytest.mark.parametrize(
    ("model", "place"),
    [
        (Webpage, {"kind": "webpage", "title": "x", "body": "y", "address": "{}"}),
        (ChatMessage, {"from": "a", "text": "b", "at": "{}"}),
        (Source, {"key": "a", "title": "x", "publisher": "y", "language": "ja", "address": "https://{}"}),
        (KeptOnPurpose, {"rule": "redaction", "words": "{}", "reason": "long enough"}),
        (KeptOnPurpose, {"rule": "redaction", "reason": "long enough {}"}),
    ],
)
@pytest.mark.parametrize("character", ["\0", "\ud800"])
def test_no_string_holds_what_can_not_be_stored(model: type[Part], place: dict[str, str], character: str) -> None:
    assert model.model_validate({name: said.format("a") for name, said in place.items()})
    with pytest.raises(ValidationError, match=r"can't be used in a text|unicode string"):
        model.model_validate({name: said.format(character) for name, said in place.items()})


def test_exactly_what_no_page_can_show_is_refused() -> None:
    every = [chr(point) for point in range(sys.maxunicode + 1)]
    controls = {sign for sign in every if unicodedata.category(sign) == "Cc"}
    surrogates = {sign for sign in every if unicodedata.category(sign) == "Cs"}
    nobodys = {chr(point) for point in [*range(0xFDD0, 0xFDF0), *range(0xFFFE, sys.maxunicode, 0x10000)]}
    nobodys |= {chr(ord(sign) + 1) for sign in nobodys if ord(sign) & 0xFFFE == 0xFFFE}
    odd = controls | surrogates | nobodys
    assert _refused_by(lambda text: clean(f"a{text}b"), odd) == odd - {"\n", "\t"}
    assert _refused_by(storable, odd) == surrogates | {"\0"}
    others = "".join(sign for sign in every if sign not in odd)
    assert storable(others) == others == visible(others)
    assert visible("".join(odd)) == "".join(sign for sign in odd if sign in "\n\t")


def _refused_by(check: Callable[[str], str], signs: Iterable[str]) -> set[str]:
    refused = set()
    for sign in signs:
        try:
            check(sign)
        except ValueError:
            refused.add(sign)
    return refused
