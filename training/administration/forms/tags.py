"""Forms about tags: one, and who gets it."""

import uuid
from collections.abc import Sequence

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import BooleanField, SelectField, StringField
from wtforms.validators import DataRequired, Length

from training.forms.fields import TOO_LONG
from training.forms.validators import stripped


class TagForm(FlaskForm):
    """A tag."""

    name = StringField(
        _l("Name"),
        description=_l("What these people have in common, for example: handles card data, works from home."),
        filters=[stripped],
        validators=[DataRequired(_l("Enter the name of the tag.")), Length(max=50, message=TOO_LONG)],
    )
    name_en = StringField(
        _l("English name"),
        description=_l("Shown to people who read English."),
        filters=[stripped],
        validators=[Length(max=50, message=TOO_LONG)],
    )


class TaggingForm(FlaskForm):
    """Which tag the people chosen in a list get or lose; `everybody` are all whom the filters of the list find."""

    tag_id = SelectField(_l("Tag"))
    everybody = BooleanField(_l("All people whom these filters find, on every page"))

    def __init__(self, tags: Sequence[tuple[uuid.UUID, str]]) -> None:
        super().__init__()
        self.tag_id.choices = [(str(tag_id), name) for tag_id, name in tags]
