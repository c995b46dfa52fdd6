"""The form of a quiz."""

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import Form, HiddenField

from training.forms.parts import DocumentForm, PartField, Rows
from training.forms.pieces import Localised, Pick, TextBox, Ticks, Words


class SectionForm(Form):
    """A part that is taken in one sitting."""

    scenario = Pick(_l("Scenario"), offer="scenarios")


class QuizForm(DocumentForm):
    """What is assigned."""

    title = Localised(_l("Title"))
    summary = Localised(_l("Summary"), rows=3)
    audience = Words(
        _l("For whom"),
        description=_l("Short names separated by commas, such as everybody or vendor-owner"),
        default="everybody",
    )
    languages = Ticks(
        _l("Languages"), optional=False, choices=[("ja", _l("Japanese")), ("en", _l("English"))], default=["ja", "en"]
    )
    sections = Rows(PartField(SectionForm), _l("Sittings"), one=_l("Sitting"), movable=True, least=1)
    pass_mark = TextBox(
        _l("Pass mark"), number=True, default="70", description=_l("Per cent of all marks, from 0 to 100")
    )
    attempts_allowed = TextBox(
        _l("Attempts allowed"), optional=True, number=True, description=_l("Empty means as many as a person likes")
    )


class PublicationForm(FlaskForm):
    """The confirmation: it carries the digest of what was shown, so that nothing else is published."""

    sha256 = HiddenField()
