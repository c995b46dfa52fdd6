"""Exhibits: the mail, the chat, the invoice that a decision is made from. Always invented, never a real one."""

from typing import Annotated, Literal

from pydantic import Field

from questions.text import LocalisedText, Part, Plain


class Email(Part):
    """A mail as its reader sees it."""

    kind: Literal["email"]
    sender: LocalisedText = Field(alias="from")
    to: list[LocalisedText] = []
    cc: list[LocalisedText] = []
    bcc: list[LocalisedText] = []
    sent: LocalisedText | None = None
    subject: LocalisedText
    body: LocalisedText
    attachments: list[LocalisedText] = []


class ChatMessage(Part):
    """One message; `own` when the learner's role wrote it."""

    sender: LocalisedText = Field(alias="from")
    at: Plain | None = None
    text: LocalisedText
    own: bool = False


class Chat(Part):
    """A conversation in a chat tool."""

    kind: Literal["chat"]
    title: LocalisedText
    messages: list[ChatMessage] = Field(min_length=1)


class PhoneLine(Part):
    """What one side of a call says."""

    speaker: LocalisedText
    text: LocalisedText


class Phone(Part):
    """A telephone call: who calls, when, and what is said."""

    kind: Literal["phone"]
    caller: LocalisedText
    at: LocalisedText | None = None
    lines: list[PhoneLine] = Field(min_length=1)


class InvoiceLine(Part):
    """An item and its amount as printed."""

    item: LocalisedText
    amount: LocalisedText


class Invoice(Part):
    """An invoice or an estimate; amounts are text as printed, with their currency."""

    kind: Literal["invoice"]
    title: LocalisedText
    sender: LocalisedText = Field(alias="from")
    to: LocalisedText
    number: Plain | None = None
    date: LocalisedText
    lines: list[InvoiceLine] = Field(min_length=1)
    total: LocalisedText
    payment: LocalisedText | None = None


class Log(Part):
    """A table of records: an access log, a change history, an export."""

    kind: Literal["log"]
    title: LocalisedText
    columns: list[LocalisedText] = Field(min_length=1)
    rows: list[list[LocalisedText]] = Field(min_length=1)


class Webpage(Part):
    """A page in a browser, with the address that the bar shows."""

    kind: Literal["webpage"]
    address: Plain
    title: LocalisedText
    body: LocalisedText


class Paper(Part):
    """A sheet: a contract clause, a checklist, a memo, minutes."""

    kind: Literal["document"]
    title: LocalisedText
    body: LocalisedText
    note: LocalisedText | None = None


Exhibit = Annotated[Email | Chat | Phone | Invoice | Log | Webpage | Paper, Field(discriminator="kind")]
