"""Where a visitor may be sent."""

import pytest

from training.addresses import local_path


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
