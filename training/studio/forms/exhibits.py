"""The forms of exhibits, one for each kind."""

from flask_babel import lazy_gettext as _l
from wtforms import Form

from training.forms.parts import PartField, Rows
from training.forms.pieces import Grid, Lines, Localised, TextBox, Tick, Unseen

_ONE_A_LINE = _l("One a line")


class EmailForm(Form):
    """A mail."""

    gist = ("subject",)
    kind = Unseen()
    sender = Localised(_l("From"))
    to = Lines(_l("To"), rows=2, optional=True, description=_ONE_A_LINE)
    cc = Lines(_l("Cc"), rows=2, optional=True, description=_ONE_A_LINE)
    bcc = Lines(_l("Bcc"), rows=2, optional=True, description=_ONE_A_LINE)
    sent = Localised(_l("Sent at"), optional=True)
    subject = Localised(_l("Subject"))
    body = Localised(_l("Text of the mail"), rows=8)
    attachments = Lines(_l("Attachments"), rows=2, optional=True, description=_ONE_A_LINE)


class ChatMessageForm(Form):
    """One message of a chat."""

    gist = ("sender", "text")
    sender = Localised(_l("From"))
    at = TextBox(_l("Time"), optional=True)
    text = Localised(_l("Message"), rows=2)
    own = Tick(_l("Written by the learner's role"))


class ChatForm(Form):
    """A chat."""

    kind = Unseen()
    title = Localised(_l("Title of the chat"))
    messages = Rows(PartField(ChatMessageForm), _l("Messages"), one=_l("Message"), movable=True, least=2)


class PhoneLineForm(Form):
    """What one side says."""

    gist = ("speaker", "text")
    speaker = Localised(_l("Who speaks"))
    text = Localised(_l("What is said"), rows=2)


class PhoneForm(Form):
    """A telephone call."""

    kind = Unseen()
    caller = Localised(_l("Who calls"))
    at = Localised(_l("When"), optional=True)
    lines = Rows(PartField(PhoneLineForm), _l("What is said"), one=_l("Line"), movable=True, least=2)


class InvoiceLineForm(Form):
    """An item of an invoice."""

    gist = ("item", "amount")
    item = Localised(_l("Item"))
    amount = Localised(_l("Amount"))


class InvoiceForm(Form):
    """An invoice or an estimate."""

    kind = Unseen()
    title = Localised(_l("Heading"))
    sender = Localised(_l("From"))
    to = Localised(_l("To"))
    number = TextBox(_l("Number"), optional=True)
    date = Localised(_l("Date"))
    lines = Rows(PartField(InvoiceLineForm), _l("Items"), one=_l("Item"), movable=True, least=1)
    total = Localised(_l("Total"))
    payment = Localised(_l("Payment to"), rows=2, optional=True)


class LogForm(Form):
    """A table of records."""

    kind = Unseen()
    title = Localised(_l("Title of the record"))
    columns = Lines(_l("Column headings"), rows=3, description=_ONE_A_LINE)
    rows = Grid(
        _l("Rows"),
        rows=6,
        description=_l("One row a line; separate its cells with |, or paste them from a spreadsheet."),
    )


class WebpageForm(Form):
    """A page in a browser."""

    kind = Unseen()
    address = TextBox(_l("Address in the browser's bar"))
    title = Localised(_l("Title of the page"))
    body = Localised(_l("Text of the page"), rows=8, prose=True)


class PaperForm(Form):
    """A sheet of paper."""

    kind = Unseen()
    title = Localised(_l("Title of the document"))
    body = Localised(_l("Text of the document"), rows=8, prose=True)
    note = Localised(_l("Note by hand"), optional=True, rows=2)


EXHIBITS: dict[str, type[Form]] = {
    "email": EmailForm,
    "chat": ChatForm,
    "phone": PhoneForm,
    "invoice": InvoiceForm,
    "log": LogForm,
    "webpage": WebpageForm,
    "document": PaperForm,
}

EXHIBIT_NAMES = {
    "email": _l("E-mail"),
    "chat": _l("Chat"),
    "phone": _l("Telephone call"),
    "invoice": _l("Invoice or estimate"),
    "log": _l("Record"),
    "webpage": _l("Web page"),
    "document": _l("Document"),
}
