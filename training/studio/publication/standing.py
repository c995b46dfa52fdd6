"""Where a question stands: the quizzes that ask it or may draw it, and the releases that keep asking it."""

import uuid
from typing import NamedTuple

from questions.pools import resolve
from questions.quiz import Quiz
from questions.release import Bank
from questions.scenario import Step
from training.studio import queries
from training.studio.publication import release_queries


class Asking(NamedTuple):
    """A release that asks a question: of which quiz, whether in an earlier wording, and what runs with it."""

    id: uuid.UUID
    quiz_key: str
    number: int
    is_newest: bool
    is_reworded: bool
    campaigns: int


class Standing(NamedTuple):
    """What a question that is taken out of use still stands in. `older` counts releases that nothing runs with."""

    asking: list[Quiz]
    drawing: list[Quiz]
    releases: list[Asking]
    older: int
    titles: dict[str, Quiz]

    @property
    def is_anywhere(self) -> bool:
        """Tell whether there is anything to say."""
        return bool(self.asking or self.drawing or self.releases or self.older)


def of_step(step: Step, scenario_key: str, bank: Bank) -> Standing | None:
    """Return where the question of a step stands; None when the step asks nothing."""
    if step.question is None:
        return None
    rows = release_queries.list_releases_asking(step.uid)
    newest = queries.map_newest_releases({row.quiz_key for row in rows})
    revision = step.revision()
    found = [
        Asking(row.id, row.quiz_key, row.number, newest[row.quiz_key].id == row.id, row.revision != revision, row.open)
        for row in rows
    ]
    quizzes = bank.quizzes.values()
    return Standing(
        asking=[quiz for quiz in quizzes if scenario_key in quiz.scenario_keys],
        drawing=[quiz for quiz in quizzes if _may_draw(quiz, (scenario_key, step.key), bank)],
        releases=[release for release in found if release.is_newest or release.campaigns],
        older=sum(not (release.is_newest or release.campaigns) for release in found),
        titles=bank.quizzes,
    )


def _may_draw(quiz: Quiz, ref: tuple[str, str], bank: Bank) -> bool:
    if not quiz.draws or not bank.scenarios.keys() >= set(quiz.scenario_keys):
        return False
    pools, _pooled = resolve(quiz, bank.scenarios)
    return any(ref in pool.refs for pool in pools)
