"""What is known of a person's employment is kept, shown, and found again."""

from tests.factories.maker import Maker
from tests.support.client import PageClient
from training.models import Employment


def test_employment_and_leave_are_kept_shown_and_filtered(admin: PageClient, make: Maker) -> None:
    person = make.person("青木 花子")
    admin.get(f"/administration/people/{person.id}/edit")
    leave = {"leave_from": "2020-01-01", "leave_until": "2019-01-01"}
    admin.submit({"hired_on": "2062-04-01"}, status=422)  # would join long after all training is over
    admin.submit({"employment": Employment.DISPATCHED, "hired_on": "2019-04-01", **leave}, status=422)
    page = admin.submit({**leave, "leave_until": ""})
    assert "Dispatched worker" in page.text(".definitions")
    assert "1 April 2019" in page.text(".definitions")
    make.person("別の 人")
    for query in ("employment=dispatched", "status=leave"):
        assert "青木 花子" in admin.get(f"/administration/people?{query}").text("tbody")
        assert "別の 人" not in admin.page.text("tbody")
