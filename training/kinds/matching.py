"""Pages of matching questions."""

from typing import Any, NamedTuple

from flask_babel import lazy_gettext as _l
from wtforms import Form

from questions.kinds import Matching, Response
from questions.kinds.matching import Pair
from questions.text import LocalisedText
from training.forms.folding import named_rows
from training.forms.parts import PartField, Rows
from training.forms.pieces import Localised, Pick, Unseen
from training.kinds.base import KindPage, QuestionForm


class PairForm(Form):
    """What stands on the left, and what belongs to it."""

    gist = ("left", "right")
    key = Unseen()
    left = Localised(_l("Left side"), rows=2)
    right = Localised(_l("What belongs to it, on the right side"), rows=2)
    feedback = Localised(_l("Feedback"), rows=3, prose=True)
    real = Pick(
        _l("What the real organisation matched with it, as published"),
        offer="matches",
        optional=True,
        choices=[("", _l("Not published"))],
    )


class ExtraForm(Form):
    """Something that belongs to nothing."""

    key = Unseen()
    text = Localised(_l("Text"), rows=2)


class MatchingForm(QuestionForm):
    """Pairs, and choices that belong to none."""

    pairs = Rows(PartField(PairForm), _l("Pairs"), one=_l("Pair"), keyed="pair", movable=True, least=3)
    extras = Rows(
        PartField(ExtraForm),
        _l("Further choices that belong to nothing"),
        one=_l("Further choice"),
        keyed="choice",
        movable=True,
        optional=True,
    )


class Choice(NamedTuple):
    """A choice on the right, by the name that it has in the form and its letter on the page."""

    name: str
    letter: str
    text: LocalisedText


class Matched(NamedTuple):
    """A pair as it was answered."""

    pair: Pair
    text: LocalisedText
    right: bool


class ShownMatching(NamedTuple):
    """The choices in the order of the attempt, and the pairs as they were answered."""

    choices: list[Choice]
    matched: list[Matched]


class MatchingPage(KindPage[Matching]):
    """Left and right are matched."""

    name = _l("Match what belongs together")
    counted = _l("Share of people who matched these two")
    form = MatchingForm
    refusals = {"missing": _l("Choose what belongs to each item before you send your answer.")}

    def offers(self, form: Any) -> dict[str, list[tuple[str, Any]]]:
        """Offer everything on the right."""
        extras = [(f"extra.{key}", text) for key, text in named_rows(form.extras, "text")]
        return {"matches": [("", _l("Not published")), *named_rows(form.pairs, "right"), *extras]}

    def shown(self, question: Matching, seed: str, response: Response | None) -> ShownMatching:
        """Return choices and pairs."""
        texts, given = question.choices(), dict(part.split(":") for part in response or ())
        choices = [
            Choice(question.form_name(key), chr(ord("A") + number), texts[key])
            for number, key in enumerate(question.order(seed))
        ]
        answered = [pair for pair in question.pairs if pair.key in given]
        return ShownMatching(
            choices, [Matched(pair, texts[given[pair.key]], given[pair.key] == pair.key) for pair in answered]
        )
