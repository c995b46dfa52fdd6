"""What no page can make sense of is refused with a page, on both databases alike."""

import pytest

from tests.factories.maker import Maker
from tests.support.client import PageClient
from training.models import Role


@pytest.mark.parametrize(
    "address", ["/administration/people?text=%00", "/studio/incidents/%00", "/sign-in?next=%00", "/training/?%00=1"]
)
def test_a_nul_in_an_address_is_refused(client: PageClient, make: Maker, address: str, locale: str) -> None:
    client.sign_in(make.person(roles=[Role.ADMINISTRATOR]), locale).get(address, 400)


def test_a_nul_in_a_field_is_refused_and_stores_nothing(client: PageClient, make: Maker) -> None:
    client.sign_in(make.person(roles=[Role.ADMINISTRATOR])).get("/administration/people/new")
    client.submit({"name": "a\x00b", "employee_number": "E77"}, status=400)
    assert "E77" not in client.get("/administration/people").text("main")


def test_a_method_that_is_not_offered_names_those_that_are(client: PageClient) -> None:
    assert client.get("/language", 405).headers["Allow"] == "OPTIONS, POST"


def test_a_field_without_a_readable_name_is_refused(client: PageClient) -> None:
    body = b'--x\r\nContent-Disposition: form-data; name="\\"\r\n\r\ncall\r\n--x--\r\n'
    answer = client.flask_client.post("/sign-in", data=body, content_type="multipart/form-data; boundary=x")
    assert answer.status_code == 400


def test_a_nul_in_a_pasted_notice_is_dropped_and_one_beside_it_is_refused(client: PageClient, make: Maker) -> None:
    client.sign_in(make.person(roles=[Role.AUTHOR])).get("/studio/notices/new")
    text = "お客様83名の\x00情報が流出しました。お詫びいたします。"
    client.submit({"text": text, "title": "a\x00b"}, "main form", 400)
    client.get("/studio/notices/new")
    page = client.submit({"text": text, "address": "nowhere"}, "main form", 422)
    assert page.one("#text").get_text().strip() == text.replace("\x00", "")
    assert client.submit({"address": ""}, "main form").text(".notice-text mark, .notice-text a.found") == "83名"
