"""The form in which a notice is pasted."""

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from flask_wtf.file import FileField
from wtforms import BooleanField, StringField, TextAreaField
from wtforms.validators import Length, Optional, Regexp

from training.forms.fields import TOO_LONG


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
        validators=[Length(max=100, message=TOO_LONG)],
        description=_l("Empty: the headline of the notice."),
    )
    address = StringField(
        _l("Web address"),
        validators=[
            Optional(),
            Length(max=500, message=TOO_LONG),
            Regexp(r"https?://\S+$", message=_l("A web address begins with https:// or http://.")),
        ],
        description=_l("It begins with https://"),
    )
