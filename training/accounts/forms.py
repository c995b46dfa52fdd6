"""Forms of accounts."""

from collections.abc import Sequence
from functools import cache
from typing import Any
from zoneinfo import available_timezones

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import HiddenField, PasswordField, SelectField, StringField
from wtforms.validators import DataRequired, EqualTo, Length

from training.accounts.passwords import MINIMUM_LENGTH
from training.config import LANGUAGES

_CONTINENTS = {"Africa", "America", "Antarctica", "Asia", "Atlantic", "Australia", "Europe", "Indian", "Pacific"}
_LONGEST_NAME = 254


@cache
def time_zones() -> Sequence[tuple[str, str]]:
    """List the time zones by continent and city, with themselves as labels."""
    zones = [*sorted(zone for zone in available_timezones() if zone.partition("/")[0] in _CONTINENTS), "UTC"]
    return [(zone, zone.replace("_", " ")) for zone in zones]


class SignInForm(FlaskForm):
    """Name and password."""

    sign_in_name = StringField(
        _l("E-mail address or employee number"),
        validators=[
            DataRequired(_l("Enter your e-mail address or employee number.")),
            Length(max=_LONGEST_NAME, message=_l("This is too long for an e-mail address or employee number.")),
        ],
    )
    password = PasswordField(_l("Password"), validators=[DataRequired(_l("Enter your password."))])
    envelope = HiddenField()


class CodeForm(FlaskForm):
    """What is printed on an invitation sheet."""

    sign_in_name = StringField(
        _l("Employee number or e-mail address"),
        validators=[
            DataRequired(_l("Enter your employee number or e-mail address.")),
            Length(max=_LONGEST_NAME, message=_l("This is too long for an e-mail address or employee number.")),
        ],
    )
    code = StringField(
        _l("One-time code"),
        description=_l("16 letters and digits. It does not matter whether you type capitals, spaces or dashes."),
        validators=[
            DataRequired(_l("Enter the one-time code from your sheet.")),
            Length(max=60, message=_l("This is too long for a one-time code.")),
        ],
    )


class NewPasswordForm(FlaskForm):
    """A password to keep, typed twice. `sign_in_name` is shown so that password managers keep it too."""

    sign_in_name = StringField(_l("You sign in as"))
    password = PasswordField(
        _l("New password"),
        description=_l("At least %(number)d characters. A sentence is easy to remember.", number=MINIMUM_LENGTH),
        validators=[DataRequired(_l("Choose a password."))],
    )
    repeated = PasswordField(
        _l("New password again"),
        validators=[
            DataRequired(_l("Type the new password a second time.")),
            EqualTo("password", _l("The two passwords are not the same. Type them again.")),
        ],
    )


class ChangePasswordForm(NewPasswordForm):
    """The present password and the one to keep."""

    current = PasswordField(_l("Present password"), validators=[DataRequired(_l("Enter your present password."))])

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        # Inherited fields come first otherwise, and the summary of errors follows this order.
        self._fields = {"current": self._fields.pop("current"), **self._fields}


class AgreementForm(FlaskForm):
    """Agreement to the text whose digest is `shown`."""

    shown = HiddenField()


class PreferencesForm(FlaskForm):
    """How a person reads pages."""

    language = SelectField(_l("Language"), choices=[*LANGUAGES.items()])
    time_zone = SelectField(
        _l("Time zone"), choices=time_zones, description=_l("Dates and times on your pages are in this zone.")
    )
