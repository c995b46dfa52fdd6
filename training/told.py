"""What is told of a decision after the attempt: what the person answered, and the real organisation did."""

from collections.abc import Mapping
from dataclasses import dataclass

from questions.kinds import Response
from questions.play import StepRef
from questions.scenario import Step
from training.kinds import page_of


@dataclass(frozen=True)
class Told:
    """A step with the person's answer and, where there is one, with what was published."""

    step: Step
    answer: Response | None
    published: Response | None

    @property
    def own_words(self) -> list[str]:
        """Return what the person answered, in the language of this page."""
        return self._words(self.answer)

    @property
    def published_words(self) -> list[str]:
        """Return what the real organisation did, in the language of this page."""
        return self._words(self.published)

    @property
    def in_order(self) -> bool:
        """Tell whether the words of an answer stand in an order that says something."""
        return self.step.question is not None and page_of(self.step.question).in_order

    @property
    def is_published(self) -> bool:
        """Tell whether all that is said here was published, since the person could choose but not write."""
        return not (self.answer and self.step.question) or bool(page_of(self.step.question).cards(self.step.question))

    def _words(self, answer: Response | None) -> list[str]:
        question = self.step.question
        return page_of(question).words(question, answer) if question and answer else []


def told(
    ref: StepRef, step: Step, responses: Mapping[StepRef, Response]
) -> tuple[Step, Response | None, Response | None]:
    """Return a step, its answer and what was published: nothing of a decision that the person did not answer."""
    answer = responses.get(ref)
    return step, answer, step.question.published() if step.question and answer else None
