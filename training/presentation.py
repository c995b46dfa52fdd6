"""A step as a page shows it, before and after it is answered; the studio's preview shows the same."""

import datetime
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import Any, NamedTuple

from markupsafe import Markup

from questions.control import Citation, Control
from questions.incident import Fact, Incident, Source
from questions.kinds import Question, Response
from questions.quiz import ReleaseDocument
from questions.ruling import Ruling
from questions.scenario import Scenario, Step
from training import fragments, kinds
from training.fragments import draw, hole
from training.settings import Slot


class Rule(NamedTuple):
    """A control as it was at the time of the story and as it is now, with the organisation's own clause and contact."""

    control: Control
    then: list[Citation]
    now: list[Citation]
    slot: Slot | None


class Evidence(NamedTuple):
    """A fact and the source that it rests on."""

    fact: Fact
    source: Source


@dataclass(frozen=True)
class StepView:
    """All that the templates of a step need. Feedback templates are only rendered when `response` is stored."""

    document: ReleaseDocument
    scenario: Scenario
    step: Step
    seed: str
    today: datetime.date
    response: Response | None
    slots: Mapping[str, Slot]
    ruling: Ruling | None = None

    @property
    def question(self) -> Question | None:
        """Return the step's question, after a ruling with the corrected key."""
        return self.ruling.corrected if self.ruling else self.step.question

    @property
    def outcome(self) -> str:
        """Return what stands above all that is said to the answer."""
        return str(kinds.page_of(self.question).outcome) if self.question else ""

    @property
    def incident(self) -> Incident:
        """Return the real event behind the case."""
        return self.document.incident_by_key[self.scenario.incident]

    @cached_property
    def shown(self) -> Any:
        """Return what the templates of the question's kind show, such as options in the order of this attempt."""
        return self.question and kinds.page_of(self.question).shown(self.question, self.seed, self.response)

    @property
    def mark(self) -> Fraction:
        """Return the mark of the stored answer."""
        if self.question is None or self.response is None:
            raise ValueError("there is no answer to mark")
        return self.ruling.grade(self.response) if self.ruling else self.question.grade(self.response)

    @property
    def verdict(self) -> str:
        """Return best, partly or not; none when the question is not marked."""
        if not self.step.marked:
            return "none"
        return "best" if self.mark == 1 else "partly" if self.mark else "not"

    @property
    def evidence(self) -> list[Evidence]:
        """List the facts that what happened rests on, with their sources."""
        happened = self.step.what_happened
        facts = [self.incident.fact(key) for key in happened.facts] if happened else []
        return [Evidence(fact, self.incident.source(fact.source)) for fact in facts]

    @property
    def sources(self) -> list[Source]:
        """List the sources of the facts, each once."""
        return list({item.source.key: item.source for item in self.evidence}.values())

    @property
    def background(self) -> Hashable:
        """Return what the rules of the step depend on beside the step itself."""
        return self.today, tuple(self.slots.get(key) for key in self.step.controls)

    @property
    def rules(self) -> list[Rule]:
        """List the controls that the step practises."""
        date = self.step.moment.date
        then = datetime.date.fromisoformat((date + "-01-01")[:10]) if date else self.today
        return [self._rule(self.document.control_by_key[key], then) for key in self.step.controls]

    def _rule(self, control: Control, then: datetime.date) -> Rule:
        return Rule(
            control,
            [citation for citation in control.citations if citation.valid_on(then)],
            [citation for citation in control.citations if citation.valid_on(self.today)],
            self.slots.get(control.key),
        )


def ask(view: StepView, values: Mapping[str, Sequence[str]], **refused: Any) -> Markup:
    """Return the question of a step with `values` filled in, drawn; a `form` that was refused says why."""
    question = view.question
    template = f"kinds/{question.kind if question else ''}_question.html"
    cards = _cards(question, view.seed) if question and not values and not refused else None
    if cards is None:
        return draw(template, view=view, values=values, **refused)
    own = {"cards": cards}
    return fragments.find(template, question, None, own, lambda: {"view": view, "values": {}, "cards": hole("cards")})


def _cards(question: Question, seed: str) -> Markup | None:
    """Return the cards of a question in the order of an attempt; None where it is more than cards."""
    page = kinds.page_of(question)
    if not page.cards(question):
        return None
    return _one_by_one("kinds/option_cards.html", question, question.order(seed), kind=page.ticked_by)


def _one_by_one(template: str, question: Question, order: Iterable[str], **context: Any) -> Markup:
    """Return what a template says of options of a question that is nothing but cards, in the order of their keys."""
    options = kinds.page_of(question).cards(question)
    keys = [option.key for option in options]
    return fragments.several(template, question, keys, order, lambda: {"offered": options, **context})


def said_to_answer(view: StepView) -> dict[str, Markup]:
    """Return the answer of a step and what it leads to, drawn, as `answer` and `explained`; nothing before it."""
    question, response = view.question, view.response
    if question is None or response is None:
        return {}
    answer, explained = f"kinds/{question.kind}_answer.html", f"kinds/{question.kind}_feedback.html"
    if view.ruling or not kinds.page_of(question).takes_one_card:
        return {"answer": draw(answer, view=view), "explained": draw(explained, view=view)}
    unchosen = [key for key in question.order(view.seed) if key not in response]
    others = _one_by_one("kinds/other_choices.html", question, unchosen)
    context = {"view": view, "others": hole("others")}
    return {
        "answer": fragments.find(answer, question, response, {}, lambda: context),
        "explained": fragments.find(explained, question, response, {"others": others}, lambda: context),
    }
