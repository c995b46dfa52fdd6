"""The question kinds. Adding one is a module here and a line in `KINDS`."""

from typing import TYPE_CHECKING, Annotated, Any

from pydantic import GetCoreSchemaHandler
from pydantic_core import CoreSchema, core_schema

from questions.kinds.base import Question, Response, ResponseError
from questions.kinds.deadline import Deadline
from questions.kinds.matching import Matching
from questions.kinds.multiple_choice import MultipleChoice
from questions.kinds.ordering import Ordering
from questions.kinds.red_flags import RedFlags
from questions.kinds.reflection import Reflection
from questions.kinds.single_choice import SingleChoice

KINDS: dict[str, type[Question]] = {
    "single_choice": SingleChoice,
    "multiple_choice": MultipleChoice,
    "ordering": Ordering,
    "matching": Matching,
    "red_flags": RedFlags,
    "deadline": Deadline,
    "reflection": Reflection,
}


class _ByKind:
    """Reads a question as the kind it names, so that an error points into that kind's own fields."""

    def __get_pydantic_core_schema__(self, _source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        choices = {name: handler.generate_schema(kind) for name, kind in KINDS.items()}
        return core_schema.tagged_union_schema(choices, discriminator="kind")


if TYPE_CHECKING:
    AnyQuestion = Question
else:
    AnyQuestion = Annotated[Question, _ByKind()]

__all__ = [
    "KINDS",
    "AnyQuestion",
    "Deadline",
    "Matching",
    "MultipleChoice",
    "Ordering",
    "Question",
    "RedFlags",
    "Reflection",
    "Response",
    "ResponseError",
    "SingleChoice",
]
