"""Turning content into a message: subject, text and HTML in the reader's language."""

from dataclasses import dataclass
from email.message import EmailMessage
from email.utils import format_datetime

from babel import dates, numbers
from flask import current_app
from flask_babel import force_locale

from training import clock, settings
from training.formatting import DAY, MINUTE, whole_percent
from training.mail.reading import Attachment, Content, Reader
from training.models import OutgoingMail


@dataclass(frozen=True)
class Rendered:
    """The three texts of a mail."""

    subject: str
    text: str
    html: str


def render(kind: str, locale: str, content: Content) -> Rendered:
    """Return the texts of a mail in `locale`."""
    organisation = settings.organisation()
    context = {
        **content,
        "language": locale,
        "organisation_name": organisation.name,
        "demonstration": organisation.demonstration,
        "day": lambda moment: dates.format_date(moment, DAY[locale], locale=locale),
        "minute": lambda moment: dates.format_datetime(moment, MINUTE[locale], tzinfo=moment.tzinfo, locale=locale),
        "percent": lambda share: numbers.format_percent(whole_percent(share) / 100, locale=locale),
    }
    with force_locale(locale):
        subject, text, html = (
            # The environment itself, since Flask's own rendering would add what pages show around their content.
            current_app.jinja_env.get_template(f"email/{kind}/{name}").render(context)
            for name in ("subject.txt", "body.txt", "body.html")
        )
    return Rendered(" ".join(subject.split()), text.strip() + "\n", html.strip() + "\n")


def message(mail: OutgoingMail, reader: Reader, rendered: Rendered, attached: Attachment | None = None) -> EmailMessage:
    """Return the mail with its stable Message-ID, ready to send."""
    from email.policy import SMTP  # which no page needs  # noqa: PLC0415

    made = EmailMessage(policy=SMTP)
    made["Subject"] = rendered.subject
    made["From"] = current_app.config["MAIL_FROM"]
    made["To"] = reader.email
    made["Date"] = format_datetime(clock.now())
    made["Message-ID"] = mail.message_id
    made["Auto-Submitted"] = "auto-generated"
    made.set_content(rendered.text)
    made.add_alternative(rendered.html, subtype="html")
    if attached:
        maintype, subtype = attached.kind.split("/")
        made.add_attachment(
            attached.data, maintype=maintype, subtype=subtype, filename=attached.name, params=attached.parameters
        )
    return made
