"""The page side of the question kinds. Adding one is a module here and a line in `PAGES`."""

from collections.abc import Iterator, Mapping
from typing import Any

from questions.kinds import Question, ResponseError
from training.kinds.base import REFUSALS, KindPage, QuestionForm
from training.kinds.deadline import DeadlinePage
from training.kinds.matching import MatchingPage
from training.kinds.multiple_choice import MultipleChoicePage
from training.kinds.ordering import OrderingPage
from training.kinds.red_flags import RedFlagsPage
from training.kinds.reflection import ReflectionPage
from training.kinds.single_choice import SingleChoicePage

PAGES: dict[str, KindPage[Any]] = {
    "single_choice": SingleChoicePage(),
    "multiple_choice": MultipleChoicePage(),
    "ordering": OrderingPage(),
    "matching": MatchingPage(),
    "red_flags": RedFlagsPage(),
    "deadline": DeadlinePage(),
    "reflection": ReflectionPage(),
}


class _EditorForms(Mapping[str, type[QuestionForm]]):
    """The form of each kind, read from the registry whenever it is asked for."""

    def __getitem__(self, kind: str) -> type[QuestionForm]:
        return PAGES[kind].form

    def __iter__(self) -> Iterator[str]:
        return iter(PAGES)

    def __len__(self) -> int:
        return len(PAGES)


EDITOR_FORMS = _EditorForms()


def page_of(question: Question) -> KindPage[Any]:
    """Return the page side of a question's kind."""
    return PAGES[question.kind]


def names() -> dict[str, Any]:
    """Map each kind to what authors call it."""
    return {kind: page.name for kind, page in PAGES.items()}


def offers(kind: str, form: Any) -> dict[str, list[tuple[str, Any]]]:
    """Return what can be picked in the fields of a question of a kind, from the fields themselves."""
    return PAGES[kind].offers(form) if kind else {}


def refusal(error: ResponseError) -> str:
    """Return in the language of this page why some fields are no answer."""
    own = PAGES[error.kind].refusals
    return str(own[error.reason] if error.reason in own else REFUSALS[error.reason])
