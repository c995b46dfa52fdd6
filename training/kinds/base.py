"""What pages need of a question kind; play, preview and the studio's editor know kinds only through this."""

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from typing import Any, ClassVar, Generic, NamedTuple, TypeVar

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, Form, StringField

from questions.kinds import Question, Response
from questions.kinds.base import KeyItem, Option
from training.forms.naming import Name
from training.forms.pieces import Localised, Tick, Unseen
from training.i18n import localised

_NOT_ON_PAGE = _l("That answer is not one of those on this page. Choose again.")

REFUSALS: Mapping[str, Any] = {
    "missing": _l("Choose your answer before you send it."),
    "unknown": _NOT_ON_PAGE,
    "malformed": _NOT_ON_PAGE,
}
"""Why fields are no answer, where a kind has no sentence of its own."""

_LINK = " – "

Q = TypeVar("Q", bound=Question)


class QuestionForm(Form):
    """What authors write for a question of any kind."""

    uid = Unseen()
    kind = Unseen()
    family = Name(
        _l("Twins"),
        offer="families",
        optional=True,
        description=_l("Questions that test the same decision in another place. No attempt asks two of a set."),
    )
    retired = Tick(_l("This question is not asked any more"))
    prompt = Localised(_l("Question"), rows=2)


class OptionForm(Form):
    """Something that can be chosen, and what it leads to."""

    key = Unseen()
    text = Localised(_l("Text"), rows=2)
    feedback = Localised(_l("Feedback"), rows=4, prose=True)


class KindPage(ABC, Generic[Q]):
    """The page side of a kind; its templates are templates/kinds/<kind>_question.html, _answer and _feedback."""

    name: ClassVar[Any]
    """What authors call the kind."""
    form: ClassVar[type[QuestionForm]]
    """The fields in which authors write a question of this kind."""
    refusals: ClassVar[Mapping[str, Any]] = {}
    """Why fields are no answer, by reason; `REFUSALS` fills the gaps."""

    outcome: ClassVar[Any] = _l("What it leads to")
    """What stands above all that is said to an answer."""
    in_order: ClassVar[bool] = False
    """Whether the words of an answer stand in an order that says something."""
    counted: ClassVar[Any] = _l("Share of people who chose it")
    """What the response analysis counts of each part of an answer."""

    @abstractmethod
    def shown(self, question: Q, seed: str, response: Response | None) -> Any:
        """Return what the kind's templates show as `view.shown`."""

    def cards(self, question: Q) -> Sequence[Option]:
        """Return the options of a question that is nothing but cards, one for each, so that they can be kept."""
        return ()

    def offers(self, form: Any) -> dict[str, list[tuple[str, Any]]]:
        """Return what can be picked in the fields of a question, from the fields themselves."""
        return {}

    def words(self, question: Q, response: Response) -> list[str]:
        """Return what an answer, even a part of one, says in short; nothing where that is nobody else's to read."""
        return [_LINK.join(map(localised, texts)) for texts in question.words(response)]

    ticked_by: ClassVar[str] = ""
    """How cards are ticked, where a question is nothing but cards: radio or checkbox."""

    takes_one_card: ClassVar[bool] = False
    """Whether an answer is one of the cards, so that what is said to it follows from that one."""

    key_heading: ClassVar[Any] = ""
    """What the values of the key are, where a ruling may correct it."""

    def key_label(self, item: KeyItem) -> str:
        """Return what the form of a ruling calls a value of the key; unless a kind knows better, the part's words."""
        return localised(item.part.text)

    def key_field(self, question: Q, item: KeyItem) -> Any:
        """Return the field in which a ruling corrects a value of the key."""
        if isinstance(item.value, bool):
            return BooleanField(self.key_label(item), default=item.value)
        return StringField(self.key_label(item), default=f"{item.value:g}")


class ShownOptions(NamedTuple):
    """Options in the order of this attempt, and those of them that were chosen, in the order of the answer."""

    options: list[Any]
    chosen: list[Any]


def shown_options(question: Question, options: list[Any], seed: str, response: Response | None) -> ShownOptions:
    """Return options in the order of the attempt of this seed."""
    by_key: dict[str, Option] = {option.key: option for option in options}
    return ShownOptions([by_key[key] for key in question.order(seed)], [by_key[key] for key in response or ()])
