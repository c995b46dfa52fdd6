"""What a campaign is called, for readers of either language."""

import uuid

from flask_babel import lazy_gettext as _l
from wtforms import StringField
from wtforms.validators import DataRequired, Length

from training.exposures import list_exposed
from training.forms.fields import TOO_LONG
from training.forms.keeping import KeepingForm
from training.forms.validators import stripped


class NamesForm(KeepingForm):
    """The names of a campaign, which employees read."""

    name = StringField(
        _l("Name of the campaign"),
        description=_l("Employees see it beside the title of the quiz, which may come again in another campaign."),
        filters=[stripped],
        validators=[DataRequired(_l("Enter a name.")), Length(max=200, message=TOO_LONG)],
    )
    name_en = StringField(
        _l("English name"),
        description=_l("Shown to people who read English."),
        filters=[stripped],
        validators=[Length(max=200, message=TOO_LONG)],
    )

    def settle_names(self, release_id: uuid.UUID) -> bool:
        """Ask once whether names may stay that expose somebody, or the organisation behind the quiz."""
        fields = (self.name, self.name_en)
        return self.settle_fields([(list_exposed(field.data or "", release_id), field) for field in fields])
