"""Where a visitor may be sent, and what the language switch carries along."""

import pytest
from werkzeug.datastructures import MultiDict

from training.addresses import local_path, with_fields


@pytest.mark.parametrize("address", ["/", "/training?step=2", "/team/%E9%83%A8#top", "/a//b"])
def test_a_path_on_this_site_is_kept(address: str) -> None:
    assert local_path(address, "/start") == address


@pytest.mark.parametrize(
    "address",
    [
        None,
        "",
        "training",
        "//evil.example",
        "/\\evil.example",
        "/\t/evil.example",
        "\\\\evil.example",
        "https://evil.example/",
        "javascript:alert(1)",
        "/\r\nSet-Cookie: a=b",
        "/" + "x" * 5000,
    ],
)
def test_everything_else_leads_to_the_start(address: str | None) -> None:
    assert local_path(address, "/start") == "/start"


def test_half_filled_fields_come_along_in_place_of_older_ones() -> None:
    fields = MultiDict([("language", "en"), ("csrf_token", "x"), ("next", "/"), ("choice", "a"), ("choice", "b 1")])
    assert with_fields("/play?choice=old&certainty=2", fields) == "/play?certainty=2&choice=a&choice=b+1"


def test_the_place_to_go_on_to_stays_in_the_address() -> None:
    fields = MultiDict({"language": "en", "next": "/sign-in?next=/profile"})
    assert with_fields("/sign-in?next=/profile", fields) == "/sign-in?next=%2Fprofile"


def test_what_would_make_the_address_too_long_is_left_out() -> None:
    fields = MultiDict([("essay", "長" * 2_000), ("choice", "a")])
    assert with_fields("/play", fields) == "/play?choice=a"


def test_an_address_without_fields_stays_as_it_is() -> None:
    assert with_fields("/team?page=2", MultiDict({"language": "ja"})) == "/team?page=2"
