"""The tags that lines name, by the names of those that are in use; others are problems, since a slip makes no tag."""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence

from training.administration.importing.lines import Line
from training.administration.importing.problems import Problem, Reason
from training.administration.importing.world import TAGS

_MOST_NAMED, _LONGEST = 10, 50
"""Tags that a sentence quotes, and characters of each."""


def name_tags(lines: Iterable[Line], tags: Collection[str]) -> tuple[list[Line], list[Problem]]:
    """Return the lines with their tags as they are called and in order, and what is wrong with others."""
    folded = Counter(name.casefold() for name in tags)
    # Where two differ in case alone, only the exact one is meant.
    known = {name.casefold(): name for name in tags if folded[name.casefold()] == 1} | {name: name for name in tags}
    found, problems = [], []
    for line in lines:
        typed = _typed(line)
        unknown = [name for name in typed if name not in known and name.casefold() not in known]
        if unknown:
            problems.append(
                Problem(Reason.TAG_UNKNOWN, value=[name[:_LONGEST] for name in unknown[:_MOST_NAMED]], line=line.number)
            )
        elif typed:
            names = {known.get(name) or known[name.casefold()] for name in typed}
            line = line._replace(fields={**line.fields, TAGS: "\n".join(sorted(names))})  # noqa: PLW2901
        found.append(line)
    return found, problems


def _typed(line: Line) -> Sequence[str]:
    return [name for name in line.get(TAGS).split("\n") if name]
