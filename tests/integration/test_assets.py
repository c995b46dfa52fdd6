"""Style sheets are asked for once, and anew when their content changes."""

from flask import Flask

from tests.support.elements import parse


def fetched(app: Flask, address: str) -> tuple[int, str]:
    with app.test_client().get(address) as response:
        return response.status_code, response.headers.get("Cache-Control", "")


def test_every_style_sheet_of_a_page_may_be_kept(app: Flask) -> None:
    page = parse(app.test_client().get("/sign-in").text)
    addresses = [link["href"] for link in page.select("link[rel=stylesheet]")]
    assert len(addresses) > 5
    for address in addresses:
        status, cache_control = fetched(app, address)
        assert status == 200
        assert "immutable" in cache_control, address


def test_an_address_without_its_version_is_not_kept(app: Flask) -> None:
    assert "immutable" not in fetched(app, "/static/css/base.css")[1]


def test_a_missing_file_is_not_kept(app: Flask) -> None:
    status, cache_control = fetched(app, "/static/css/none.css?v=1")
    assert status == 404
    assert "immutable" not in cache_control
