"""Pages of questions that ask what is wrong on a paper."""

from typing import NamedTuple

from flask_babel import lazy_gettext as _l
from wtforms import Form

from questions.kinds import RedFlags, Response
from questions.kinds.red_flags import Segment
from training.forms.parts import PartField, Rows
from training.forms.pieces import Localised, Pick, Tick, Unseen
from training.kinds.base import KindPage, QuestionForm

PAPERS = {
    "email": _l("E-mail"),
    "invoice": _l("Invoice or estimate"),
    "webpage": _l("Web page"),
    "document": _l("Document"),
    "chat": _l("Chat"),
}


class SegmentForm(Form):
    """A line or a passage."""

    gist = ("wrong", "label", "text")
    key = Unseen()
    label = Localised(_l("What stands before it, such as From or Account"), optional=True)
    text = Localised(_l("Text"), rows=2)
    wrong = Tick(_l("Here something is wrong"))
    real = Tick(_l("The real organisation noticed this, as published"))
    feedback = Localised(_l("Feedback"), rows=3, prose=True)


class RedFlagsForm(QuestionForm):
    """A paper in segments."""

    paper = Pick(_l("Kind of paper"), choices=list(PAPERS.items()), default="email")
    title = Localised(
        _l("Title, subject or address"), optional=True, description=_l("What stands at the head and can't be chosen")
    )
    segments = Rows(
        PartField(SegmentForm), _l("Parts of the paper"), one=_l("Part"), keyed="part", movable=True, least=4
    )


class Judged(NamedTuple):
    """A segment, and whether it was chosen."""

    segment: Segment
    chosen: bool


class ShownPaper(NamedTuple):
    """The paper with its name and its segments in their own order."""

    name: str
    judged: list[Judged]


class RedFlagsPage(KindPage[RedFlags]):
    """What is wrong on a paper is found."""

    name = _l("Find what is wrong on a paper")
    counted = _l("Share of people who marked this place")
    key_heading = _l("What should make one stop")
    form = RedFlagsForm
    refusals = {"missing": _l("Choose at least one part of the paper before you send your answer.")}

    def shown(self, question: RedFlags, seed: str, response: Response | None) -> ShownPaper:
        """Return the paper."""
        chosen = response or ()
        return ShownPaper(
            str(PAPERS[question.paper]), [Judged(segment, segment.key in chosen) for segment in question.segments]
        )
