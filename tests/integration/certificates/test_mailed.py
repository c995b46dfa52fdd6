"""A certificate goes with the mail that tells of it, in the language of its reader."""

from io import BytesIO
from zoneinfo import ZoneInfo

import pytest
from flask import Flask
from pypdf import PdfReader

from tests.factories.maker import Maker
from tests.integration.learning.conftest import begin, play
from tests.support.client import PageClient
from tests.support.mailbox import Mailbox
from training import clock, dates
from training.campaigns.overrides import service as overrides
from training.campaigns.overrides.rules import Decision
from training.mail import delivery, hours
from training.models import OverrideKind

TITLE = {"ja": "修了証", "en": "Certificate"}


@pytest.mark.parametrize("by_class", [False, True], ids=["quiz", "class"])
def test_it_goes_with_the_mail(  # noqa: PLR0917
    app: Flask, client: PageClient, make: Maker, server: Mailbox, locale: str, by_class: bool
) -> None:
    person = make.person("Ann Lee", email="ann@minato.com", locale=locale)
    assignment = make.assignment(person)
    if by_class:
        with app.app_context():
            today = dates.today()
        decision = Decision(OverrideKind.ATTENDED, "By the list of names.", held_on=today, place="3F")
        make.run(lambda: overrides.give(assignment.campaign_id, person.id, decision, overrides.Giver(None)))
    else:
        client.sign_in(person)
        begin(client, assignment)
        play(client)
    # What somebody decided keeps to the hours of mail, and this test may run at night.
    with app.app_context(), clock.moved_to(hours.Hours().next_open(clock.now(), ZoneInfo("Asia/Tokyo"))):
        delivery.deliver()
    (mail,) = server.mails
    (part,) = mail.iter_attachments()
    assert (part.get_content_type(), str(part.get_filename())[-4:]) == ("application/pdf", ".pdf")
    (sheet,) = PdfReader(BytesIO(part.get_content())).pages
    said = sheet.extract_text()
    assert TITLE[locale] in said
    assert "Ann Lee" in said
