"""What is typed from a certificate."""

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import StringField
from wtforms.validators import DataRequired, Length

_LONGEST = 200


class CheckForm(FlaskForm):
    """The name, as it is printed."""

    name = StringField(
        _l("Name on the certificate"),
        description=_l("As it is printed. Spaces, width and capitals make no difference."),
        validators=[
            DataRequired(_l("Enter the name that is printed on the certificate.")),
            Length(max=_LONGEST, message=_l("This is too long for a name.")),
        ],
    )
