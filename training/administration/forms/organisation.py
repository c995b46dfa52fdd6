"""Forms about the whole organisation."""

from typing import Any

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import SelectField, StringField
from wtforms.validators import DataRequired, Length

from questions.redaction.gate import Sort, in_words
from training.accounts.forms import time_zones
from training.administration.data import OrganisationData
from training.config import LANGUAGES
from training.exposures import event_behind_all
from training.forms.fields import TOO_LONG
from training.forms.keeping import KeepingForm
from training.forms.validators import stripped
from training.models import OrganisationSlot


class SettingsForm(FlaskForm):
    """What holds for the whole organisation."""

    organisation_name = StringField(
        _l("Name of the organisation"),
        filters=[stripped],
        validators=[DataRequired(_l("Enter the name of the organisation.")), Length(max=200, message=TOO_LONG)],
    )
    default_locale = SelectField(
        _l("Language of people who are added"),
        description=_l("Everybody can choose another one on the profile page."),
        choices=list(LANGUAGES.items()),
    )
    time_zone = SelectField(_l("Time zone"), description=_l("Due dates end at midnight in this time zone."))

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.time_zone.choices = list(time_zones())

    def data_of(self) -> OrganisationData:
        """Return what was typed."""
        return OrganisationData(self.organisation_name.data or "", self.default_locale.data, self.time_zone.data)


_ASKED = {Sort.ACCOUNT, Sort.ORGANISATION}


class SlotForm(KeepingForm):
    """The organisation's own clause and whom to call, in both languages."""

    clause_ja = StringField(
        _l("Own clause, in Japanese"), filters=[stripped], validators=[Length(max=200, message=TOO_LONG)]
    )
    contact_ja = StringField(
        _l("Whom to call, in Japanese"), filters=[stripped], validators=[Length(max=500, message=TOO_LONG)]
    )
    clause_en = StringField(
        _l("Own clause, in English"), filters=[stripped], validators=[Length(max=200, message=TOO_LONG)]
    )
    contact_en = StringField(
        _l("Whom to call, in English"), filters=[stripped], validators=[Length(max=500, message=TOO_LONG)]
    )

    @classmethod
    def of(cls, slots: dict[str, OrganisationSlot]) -> "SlotForm":
        """Return the form filled with what is kept."""
        kept = {
            f"{name}_{locale}": getattr(slots.get(locale), name, None)
            for locale in LANGUAGES
            for name in ("clause", "contact")
        }
        return cls(data=kept)

    def settle_all(self) -> bool:
        """Ask once whether a number or the organisation of an incident may stay; whom to call may be a person."""
        event, fields = event_behind_all(), [field for field in self if field.name.startswith(("clause", "contact"))]
        told = [[each for each in in_words(field.data or "", event) if each[0] in _ASKED] for field in fields]
        return self.settle_fields([*zip(told, fields, strict=True)])

    def texts(self) -> dict[str, tuple[str, str]]:
        """Return clause and contact by language."""
        return {
            locale: (self[f"clause_{locale}"].data or "", self[f"contact_{locale}"].data or "") for locale in LANGUAGES
        }
