"""What is typed into a longer form is kept in its window until it is sent."""

import pytest
from flask import Flask

from tests.factories.maker import Maker
from tests.integration.access.own import MARKING, World, world_of
from tests.support.client import PageClient

PAGES = {
    MARKING: "author",
    "/administration/people/new": "administrator",
    "/administration/settings/controls/check-the-address": "administrator",
    "/campaigns/new": "administrator",
    "/studio/contests/<contest_id>": "author",
    "/studio/notices/<notice_id>": "author",
    "/studio/notices/new": "author",
    "/studio/reviews/declaration": "administrator",
}


@pytest.fixture
def world(app: Flask, make: Maker) -> World:
    return world_of(app, make)


@pytest.mark.parametrize("test_database", ["sqlite"], indirect=True)  # no database is asked
def test_forms_of_more_than_a_line_keep_what_is_typed_and_offer_it_again(client: PageClient, world: World) -> None:
    for page, role in PAGES.items():
        address = page.replace("<contest_id>", world.ids["contest_id"]).replace("<notice_id>", world.ids["notice_id"])
        shown = client.sign_in(world.people[role]).get(address)
        assert len(shown.all("main form[data-keeps]")) == len(shown.all("meta[name=person]")) == 1, page
        assert shown.has("script[src*='js/unsaved']"), page
        assert shown.has("[data-unsaved-offer][hidden] [data-bring-back]"), page
        assert shown.has("form[data-keeps]:not([data-unsaved]) [data-unsaved-status][hidden]"), page
