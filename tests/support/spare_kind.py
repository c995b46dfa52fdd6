"""A question kind that only tests know: true or false. It stands in for one that somebody adds later."""

from collections.abc import Iterator
from contextlib import contextmanager
from fractions import Fraction
from pathlib import Path
from random import Random
from typing import Any, Literal

from flask import Flask
from jinja2 import ChoiceLoader, FileSystemLoader

from questions.kinds import KINDS, Question, Response
from questions.kinds.base import Fields
from questions.quiz import ReleaseDocument
from questions.scenario import Scenario, Step
from questions.text import LocalisedText
from training.forms.pieces import Localised, Tick
from training.kinds import PAGES
from training.kinds.base import KindPage, QuestionForm

KIND = "spare"
TEMPLATES = Path(__file__).parent / "templates"


class TrueOrFalse(Question):
    """A statement that holds or does not."""

    kind: Literal["spare"] = "spare"
    holds: bool = False
    feedback: LocalisedText

    def parse(self, fields: Fields) -> Response:
        """Read the field `holds`."""
        sent = list(fields.get("holds", ()))
        if sent not in (["yes"], ["no"]):
            raise self.refusal("undecided")
        return (sent[0],)

    def fields(self, response: Response) -> dict[str, list[str]]:
        """Return the field `holds`."""
        return {"holds": list(response)}

    def grade(self, response: Response) -> Fraction:
        """Return 1 for the right word."""
        return Fraction((response[0] == "yes") == self.holds)

    def guess_score(self) -> Fraction:
        """Return one half."""
        return Fraction(1, 2)

    def guess(self, random: Random) -> Response:
        """Return yes or no."""
        return (random.choice(["yes", "no"]),)


class TrueOrFalseForm(QuestionForm):
    """A statement."""

    holds = Tick("It holds")
    feedback = Localised("Why")


class TrueOrFalsePage(KindPage[TrueOrFalse]):
    """A statement that holds or does not."""

    name = "True or false"
    form = TrueOrFalseForm
    refusals = {"undecided": "Say whether it holds."}

    def shown(self, question: TrueOrFalse, seed: str, response: Response | None) -> Any:
        """Return the two words."""
        return ("yes", "no")


def true_or_false(uid: str) -> dict[str, Any]:
    """Return a question of this kind, as bank data."""
    both = {"en": "The sender is known.", "ja": "送信者は分かっています。"}
    return {"uid": uid, "kind": KIND, "prompt": both, "holds": True, "feedback": both}


@contextmanager
def registered(app: Flask) -> Iterator[None]:
    """Let both registries know the kind for a while, and the application its templates."""
    loader = app.jinja_env.loader
    KINDS[KIND], PAGES[KIND] = TrueOrFalse, TrueOrFalsePage()
    app.jinja_env.loader = ChoiceLoader([FileSystemLoader(TEMPLATES), *([loader] if loader else [])])
    _read_the_registry_again()
    try:
        yield
    finally:
        del KINDS[KIND], PAGES[KIND]
        app.jinja_env.loader = loader
        _read_the_registry_again()


def _read_the_registry_again() -> None:
    """Let the documents do what importing them does."""
    for document in (Step, Scenario, ReleaseDocument):
        document.model_rebuild(force=True)
