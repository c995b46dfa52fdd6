"""The form of a quiz."""

from typing import ClassVar

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import Form, HiddenField

from training.forms.chapters import Chapter, Chapters, with_field
from training.forms.parts import DocumentForm, PartField, Rows
from training.forms.pieces import LANGUAGES, Localised, OpenedAt, Pick, ShortName, TextBox, Tick, Ticks
from training.studio.forms import on_purpose
from training.studio.forms.hints import audience
from training.studio.vocabulary import LANGUAGE_CHOICES

COUNTS = [("best", _l("The best attempt")), ("first", _l("The first attempt")), ("last", _l("The last attempt"))]

_SECTIONS = _l("A sitting is one scenario, or some questions drawn from several. People may stop between two sittings.")

FEEDBACK = [
    ("at_once", _l("After each answer")),
    ("at_end", _l("When the attempt is finished")),
    ("after_due", _l("When the attempt is finished and the due date has passed")),
]


class DrawForm(Form):
    """Questions drawn from the bank."""

    title = Localised(_l("Title of the draw"))
    count = TextBox(_l("How many questions"), number=True)
    controls = Ticks(_l("Only questions on these controls"), offer="controls", folded=True)
    topics = Ticks(_l("Only from scenarios on these topics"), offer="topics", folded=True)
    audience = Ticks(_l("Only from scenarios for these people"), offer="audience", folded=True)
    families = Ticks(_l("Only these sets of twins"), offer="families", folded=True)


class SectionForm(Form):
    """A part that is taken in one sitting: a scenario or a draw."""

    gist = ("scenario", "draw")
    scenario = Pick(_l("Scenario"), offer="scenarios", optional=True)
    draw = PartField(
        DrawForm,
        _l("Or a draw from the questions that may be asked alone"),
        optional=True,
        folded=True,
    )


class PolicyForm(Form):
    """A text to acknowledge."""

    title = Localised(_l("Title of the text"))
    text = Localised(_l("Text"), rows=8, prose=True)
    version = TextBox(
        _l("Version"), optional=True, number=True, description=_l("With a higher number everybody is asked again")
    )


class QuizForm(DocumentForm):
    """What is assigned."""

    chapters: ClassVar[Chapters] = (
        Chapter("about", _l("What it is and for whom"), ("title", "summary", "audience", "languages")),
        Chapter("sections", _l("Sittings"), ("sections",), hint=_SECTIONS),
        Chapter(
            "passing",
            _l("Passing, attempts and time"),
            ("pass_mark", "attempts_allowed", "waiting_hours", "counts", "time_limit_minutes"),
            settled=True,
        ),
        Chapter("learning", _l("Feedback and practice"), ("feedback", "certainty", "practice"), settled=True),
        Chapter("policy", _l("Text to acknowledge"), ("policy",)),
        on_purpose.CHAPTER,
    )
    title = Localised(_l("Title"))
    summary = Localised(_l("Summary"), rows=3)
    audience = audience()
    languages = Ticks(_l("Languages"), optional=False, choices=LANGUAGE_CHOICES, default=[*LANGUAGES])
    sections = Rows(PartField(SectionForm), _l("Sittings"), one=_l("Sitting"), movable=True, least=1)
    pass_mark = TextBox(
        _l("Pass mark"), number=True, default="70", description=_l("Per cent of all marks, from 0 to 100")
    )
    attempts_allowed = TextBox(
        _l("Attempts allowed"), optional=True, number=True, description=_l("Empty means as many as a person likes")
    )
    waiting_hours = TextBox(
        _l("Hours between two attempts"), optional=True, number=True, description=_l("Empty means no waiting")
    )
    counts = Pick(_l("Which attempt counts"), choices=COUNTS, default="best")
    time_limit_minutes = TextBox(
        _l("Time limit in minutes"),
        optional=True,
        number=True,
        description=_l("For the whole attempt. Empty means no limit, which suits scenarios best"),
    )
    feedback = Pick(_l("When feedback is shown"), choices=FEEDBACK, default="at_once")
    certainty = Tick(_l("Ask with each answer how certain the person is; it never changes the mark"))
    practice = Tick(_l("People may practise afterwards; practice never counts"), default=True)
    policy = PartField(PolicyForm, _l("Text that everybody acknowledges before the first attempt"), optional=True)
    kept_on_purpose = on_purpose.of_quiz()


class NewQuizForm(QuizForm):
    """A new one also gets the key that it will keep."""

    chapters = with_field(QuizForm.chapters, "about", "short_name")
    short_name = ShortName()
    opened_at = OpenedAt()


class PublicationForm(FlaskForm):
    """The confirmation: it carries the digest of what was shown, so that nothing else is published."""

    sha256 = HiddenField()
