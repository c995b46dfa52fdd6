"""The form in which a notice is pasted."""

import re

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from flask_wtf.file import FileField
from wtforms import BooleanField, StringField, TextAreaField
from wtforms.validators import Length, Optional, Regexp

from training.forms.fields import TOO_LONG

LONGEST_TITLE, LONGEST_ADDRESS = 100, 500
_ADDRESS = re.compile(r"https?://\S+$")


def as_title(sent: str | None) -> str:
    """Return a title that came along hidden, no longer than one that is typed."""
    return (sent or "").strip()[:LONGEST_TITLE]


def as_address(sent: str | None) -> str | None:
    """Return an address that came along hidden; None for one that could not have been typed."""
    address = (sent or "").strip()
    return address if _ADDRESS.match(address) and len(address) <= LONGEST_ADDRESS else None


def _without_nul(text: str | None) -> str | None:
    return text and text.replace("\x00", "")


class NoticeForm(FlaskForm):
    """A notice as text or as a file, and where it comes from; `keeps` is a button, and says that it is to be stored."""

    keeps = BooleanField()
    text = TextAreaField(
        _l("Text of the notice"), filters=[_without_nul], description=_l("Paste the whole page; text or HTML.")
    )
    file = FileField(_l("Or a file"), description=_l("Text (UTF-8, Shift_JIS, EUC-JP), HTML, Word (.docx) or PDF"))
    title = StringField(
        _l("Title"),
        validators=[Length(max=LONGEST_TITLE, message=TOO_LONG)],
        description=_l("Empty: the headline of the notice."),
    )
    address = StringField(
        _l("Web address"),
        validators=[
            Optional(),
            Length(max=LONGEST_ADDRESS, message=TOO_LONG),
            Regexp(_ADDRESS, message=_l("A web address begins with https:// or http://.")),
        ],
        description=_l("It begins with https://"),
    )
