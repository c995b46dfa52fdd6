"""The forms of a scenario: its head, and each of its steps."""

from typing import ClassVar

from flask_babel import lazy_gettext as _l
from wtforms import Form

from training.forms.chapters import Chapter, Chapters
from training.forms.parts import DocumentForm, KindField, PartField, Rows
from training.forms.pieces import Localised, OpenedAt, Pick, ShortName, TextBox, Tick, Ticks, Unseen
from training.kinds import EDITOR_FORMS
from training.studio.forms import on_purpose
from training.studio.forms.exhibits import EXHIBITS
from training.studio.forms.hints import PARTIAL_DATE, audience, topics

_STORY = _l(
    "What the learner knows at this moment, and what presses for a decision. Three to six sentences, no hindsight."
)
_EXHIBITS = _l(
    "Mails, chats or papers that hold what is needed to decide. People see that they were made for practice."
)
_QUESTION = _l("Ask what people would do, ask or check. Offer what sensible people really choose.")
_AFTER = _l("A question needs what really happened, with at least one fact, and at least one control.")


class ScenarioForm(DocumentForm):
    """What stands before the first step."""

    title = Localised(_l("Title"))
    incident = Pick(_l("Incident"), offer="incidents")
    audience = audience()
    role = Localised(_l("Role of the learner"), rows=2)
    intro = Localised(_l("Introduction"), rows=4, prose=True)
    topics = topics()
    kept_on_purpose = on_purpose.of_scenario()


class MomentForm(Form):
    """When a step happens."""

    label = Localised(_l("When, as the story says it"))
    date = TextBox(_l("Date"), optional=True, description=PARTIAL_DATE)


class OpeningForm(Form):
    """The first step of a new scenario."""

    label = Localised(_l("When, as the story says it"))
    story = Localised(_l("Story"), rows=6, prose=True)


class NewScenarioForm(ScenarioForm):
    """A scenario begins with a step, since it is nothing without one."""

    chapters: ClassVar[Chapters] = (
        Chapter(
            "about",
            _l("What it is and for whom"),
            ("title", "incident", "audience", "role", "intro", "topics", "short_name"),
        ),
        Chapter("opening", _l("First step"), ("opening",)),
    )
    short_name = ShortName()
    opened_at = OpenedAt()
    opening = PartField(OpeningForm, _l("First step"))


class WhatHappenedForm(Form):
    """What the real organisation met."""

    text = Localised(_l("What really happened"), rows=4, prose=True)
    facts = Ticks(_l("Facts that it rests on"), offer="facts", optional=False, folded=True)


class StepForm(DocumentForm):
    """One moment: story, exhibits and, usually, one decision."""

    chapters: ClassVar[Chapters] = (
        Chapter("story", _l("Moment and story"), ("moment", "role", "story"), hint=_STORY),
        Chapter("exhibits", _l("Exhibits"), ("exhibits",), hint=_EXHIBITS),
        Chapter("question", _l("Question"), ("question",), hint=_QUESTION),
        Chapter("after", _l("After the answer"), ("what_happened", "controls", "tomorrow"), hint=_AFTER),
        Chapter("place", _l("Place in the scenario"), ("barrier", "look_back", "alone", "next"), settled=True),
        on_purpose.CHAPTER,
    )
    key = Unseen()
    moment = PartField(MomentForm, _l("Moment"))
    role = Localised(_l("Role in this step"), optional=True, description=_l("Only when it is not that of the scenario"))
    story = Localised(_l("Story"), rows=8, prose=True)
    exhibits = Rows(
        KindField(EXHIBITS), _l("Exhibits"), one=_l("Exhibit"), movable=True, drops_blank=False, optional=True
    )
    question = KindField(EDITOR_FORMS, _l("Question"))
    what_happened = PartField(WhatHappenedForm, _l("What really happened"), optional=True)
    controls = Ticks(
        _l("Controls that this step practises"),
        offer="controls",
        folded=True,
        optional=False,
    )
    tomorrow = Localised(_l("What to do from tomorrow"), optional=True, rows=2)
    barrier = Tick(_l("Here was a chance to stop or limit the incident"))
    look_back = Tick(_l("This step looks back on the case"))
    alone = Tick(_l("May be asked alone: its story needs no step before it, so that quizzes may draw it"))
    next = Pick(_l("Leads to"), offer="steps", optional=True)
    kept_on_purpose = on_purpose.of_step()


class PlaceForm(DocumentForm):
    """Moves a step to another place."""

    step = Pick(_l("Step"), offer="moved")
    after = Pick(_l("Its new place"), offer="places")


class OrderForm(DocumentForm):
    """A button that moves or removes a step: only the edition that it was shown with."""
