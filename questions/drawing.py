"""What an attempt draws from the closed pools of its release."""

from collections.abc import Mapping, Sequence

from pydantic import TypeAdapter

from questions.canonical import canonical_bytes
from questions.quiz import Pool, ReleaseDocument, StepRef
from questions.shuffle import shuffled

Drawn = Mapping[int, Sequence[StepRef]]
"""For each drawing section, by its place from 0, the steps drawn, in the order in which they are asked."""

_STORED = TypeAdapter(dict[int, list[StepRef]])


def draw(release: ReleaseDocument, seed: str, seen: Mapping[str, int]) -> Drawn:
    """Draw the questions of an attempt; the same arguments give the same questions in the same order.

    `seen` counts how often the person has answered each question uid: questions seen less often come first. Of a
    family at most one is drawn.
    """
    return {pool.section: _draw(release, pool, f"{seed}\0{pool.section}", seen) for pool in release.pools}


def _draw(release: ReleaseDocument, pool: Pool, seed: str, seen: Mapping[str, int]) -> list[StepRef]:
    refs = {"/".join(ref): ref for ref in pool.refs}
    steps = {name: release.step(*ref) for name, ref in refs.items()}
    order = sorted(shuffled(list(refs), seed, "draw"), key=lambda name: seen.get(steps[name].uid, 0))
    first_of_twins = {steps[name].twins: name for name in reversed(order)}
    chosen = [name for name in order if first_of_twins[steps[name].twins] == name]
    return [refs[name] for name in shuffled(chosen[: release.quiz.draws[pool.section].count], seed, "order")]


def to_json(drawn: Drawn) -> str:
    """Return the form in which an attempt keeps what it drew."""
    return canonical_bytes(_STORED.dump_python(dict(drawn), mode="json")).decode()  # type: ignore[arg-type]


def from_json(stored: str | None) -> Drawn:
    """Read what `to_json` wrote; nothing was drawn when there is none."""
    return _STORED.validate_json(stored) if stored else {}
