"""What managers are sent when a training is over: the debrief sheets of their own teams, where anything is told."""

import uuid

from flask_babel import force_locale

from training import settings
from training.addresses import address_of
from training.errors import NotFound
from training.i18n import listed
from training.mail.reading import Attachment, Content, NotWanted, Reader, title_of
from training.models import OutgoingMail
from training.team.gaps import debrief as sheets
from training.team.gaps.debrief import Sheet
from training.team.gaps.queries import Round
from training.team.scope import Scope

SETTING = "debrief_mail"


def is_wanted() -> bool:
    """Tell whether the organisation mails debrief sheets; it does unless it has said no."""
    return settings.find(SETTING) is not False


def debrief(mail: OutgoingMail, round_id: uuid.UUID, _reader: Reader) -> Content:
    """Return what goes with the sheets; they are read now and set when the mail leaves, so no row holds them."""
    from training.team.gaps import pdf  # only the worker and one page set any  # noqa: PLC0415

    if not is_wanted():
        raise NotWanted("The organisation does not mail debrief sheets any more.")
    with force_locale(mail.locale):
        found, own = _sheets(mail.person_id, round_id)
        said, teams = pdf.content(own, found.campaign_name), listed(sheet.team for sheet in own)
    return {
        "title": title_of(found.release_id, found.campaign_name, mail.locale),
        "teams": teams,
        "sheets": len(own),
        "link": address_of("gaps.show_gaps", round_id=round_id),
        "attachment": lambda: Attachment(pdf.file_name(round_id), pdf.render(said), "application/pdf"),
    }


def _sheets(manager_id: uuid.UUID, round_id: uuid.UUID) -> tuple[Round, list[Sheet]]:
    try:
        found, own = sheets.list_sheets(Scope(manager_id), round_id)
    except NotFound:
        own = []
    if not own:
        raise NotWanted("The person manages no team any more of which anything may be told.")
    return found, own
