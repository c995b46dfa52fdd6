"""Changing the steps of a scenario without breaking the ways through it."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from questions.canonical import Json
from questions.scenario import Step
from questions.text import Key

Steps = list[Step]


def led_to(step: Step, old: Key, new: Key | None) -> Step:
    """Return `step` leading to `new` wherever it led to `old`."""
    question = step.question and step.question.redirected(old, new)
    return step.model_copy(update={"question": question, "next": new if step.next == old else step.next})


def insert(steps: Sequence[Step], step: Step, after: Key | None) -> Steps:
    """Put `step` behind the one named `after` (empty: before all others), and let the way lead through it.

    Where there is no such step any more, it comes last.
    """
    position = next((number for number, other in enumerate(steps, 1) if other.key == after), len(steps) * bool(after))
    following = steps[position - 1].next if position else (steps[0].key if steps else None)
    leading = steps[position - 1].key if position else None
    before = [s.model_copy(update={"next": step.key}) if s.key == leading else s for s in steps[:position]]
    return [*before, step.model_copy(update={"next": following}), *steps[position:]]


def remove(steps: Sequence[Step], key: Key) -> Steps:
    """Take a step out; what led to it leads to where it led."""
    gone = next(step for step in steps if step.key == key)
    following = None if gone.next == key else gone.next
    return [led_to(step, key, following) for step in steps if step.key != key]


def led_again(base: Json, theirs: Json, joined: Json) -> Json:
    """Return a joined scenario in which what led to a step that others had removed leads there again.

    That is where the step is put back and nothing else was decided about the way; the three are scenarios as JSON.
    """
    before, there, now = ({step["key"]: step for step in _steps_of(one)} for one in (base, theirs, joined))
    gone = {key: (left_of(key, before, there), left_of(key, before, now)) for key in before if key not in there}
    ways = {key: way for key, way in gone.items() if way[0] != way[1]}
    if not ways or not isinstance(joined, dict):
        return joined
    return {**joined, "steps": [_leading(before.get(key), step, ways) for key, step in now.items()]}


def _steps_of(scenario: Json) -> list[Any]:
    steps = scenario.get("steps") if isinstance(scenario, dict) else None
    return steps if isinstance(steps, list) else []


def left_of(key: Key, before: Mapping[Key, Any], left: Collection[Key]) -> Key | None:
    """Return where a way to a step leads when only some steps are left: the first of them that it meets."""
    passed: set[Key | None] = set()
    target: Key | None = key
    while target is not None and target in before and target not in left and target not in passed:
        passed.add(target)
        target = before[target].get("next")
    return target


def _leading(before: Json, now: Json, ways: Mapping[Key, tuple[Key | None, Key | None]]) -> Json:
    """Return a part whose ways lead where the second of each pair says, where they were led as the first says."""
    if isinstance(before, dict) and isinstance(now, dict):
        led = {name: _leading(before.get(name), inner, ways) for name, inner in now.items()}
        was, put = ways.get(str(before.get("next")), (None, None))
        return led | {"next": put} if put and now.get("next") == was else led
    if isinstance(before, list) and isinstance(now, list):
        named = {item["key"]: item for item in before if isinstance(item, dict) and "key" in item}
        return [_leading(named.get(item.get("key")), item, ways) if isinstance(item, dict) else item for item in now]
    return now


def move(steps: Sequence[Step], key: Key, by: int) -> tuple[Steps, bool]:
    """Let a step change places with its neighbour; tell whether the way through the scenario changed, too.

    It does where one simply follows the other. Where ways branch, only the order of the list changes.
    """
    place = next(number for number, step in enumerate(steps) if step.key == key)
    if not 0 <= place + by < len(steps):
        return list(steps), False
    first, second = sorted((place, place + by))
    upper, lower = steps[first], steps[second]
    simple = upper.next == lower.key and not _branches(upper) and not _branches(lower)
    if simple and _leaders(steps, lower.key) == [upper.key]:
        led = {s.key: led_to(s, upper.key, lower.key) for s in steps}
        led[lower.key] = lower.model_copy(update={"next": upper.key})
        led[upper.key] = upper.model_copy(update={"next": lower.next})
    else:
        simple, led = False, {s.key: s for s in steps}
    order = [s.key for s in steps]
    order[first], order[second] = order[second], order[first]
    return [led[name] for name in order], simple


def place(steps: Sequence[Step], key: Key, after: Key | None) -> tuple[Steps, bool]:
    """Let a step stand behind the one named `after`, or first; tell whether the way changed, too.

    It does where the step simply follows or leads all others that it passes. Else only the order of the list changes.
    """
    rest = [step.key for step in steps if step.key != key]
    target = rest.index(after) + 1 if after in rest else 0
    found, start = list(steps), [step.key for step in steps].index(key)
    relinked = target != start
    for _number in range(abs(target - start)):
        found, simple = move(found, key, 1 if target > start else -1)
        relinked = relinked and simple
    if not relinked:
        known = {step.key: step for step in steps}
        found = [known[step.key] for step in found]
    return found, relinked


def _branches(step: Step) -> bool:
    return bool(step.question and step.question.branches())


def _leaders(steps: Sequence[Step], key: Key) -> list[Key]:
    return [step.key for step in steps if key in step.following()]
