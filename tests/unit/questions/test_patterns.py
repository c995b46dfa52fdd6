"""No pattern of the bank takes long, whatever somebody pastes: texts that nearly fit are the worst."""

import importlib
import pkgutil
import re
import signal
import time
from collections.abc import Iterator

import pytest

import questions
from questions.lint.phrases import Phrases

PIECES = [*"Aa1 あ漢ア-.,、\n\u3000(「［[<&'’", "Aa", "a ", "A ", "1,", "漢あ", "A-", "a.", "・", "1-", "令和"]
LENGTH = 2_000
SECONDS = 0.2


def patterns() -> dict[str, re.Pattern[str]]:
    """Map the first place of each pattern that modules of the bank hold to the pattern."""
    found: dict[str, tuple[str, re.Pattern[str]]] = {}
    for module in pkgutil.walk_packages(questions.__path__, "questions."):
        if not module.name.endswith("__main__"):
            for name, value in vars(importlib.import_module(module.name)).items():
                for number, pattern in enumerate(_patterns_in(value)):
                    found.setdefault(pattern.pattern, (f"{module.name}.{name} {number}", pattern))
    return dict(found.values())


def _patterns_in(value: object) -> Iterator[re.Pattern[str]]:
    if isinstance(value, re.Pattern):
        yield from [value] if isinstance(value.pattern, str) else []
    elif isinstance(value, Phrases):
        yield from (re.compile(pattern, re.IGNORECASE) for pattern in value.by_language.values())
    elif isinstance(value, dict | list | tuple):
        for inner in value.values() if isinstance(value, dict) else value:
            yield from _patterns_in(inner)


def seconds(pattern: re.Pattern[str], text: str) -> float:
    begun = time.process_time()
    signal.setitimer(signal.ITIMER_PROF, 2 * SECONDS)
    try:
        for _found in pattern.finditer(text):
            pass
    except TimeoutError:
        pass
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
    return time.process_time() - begun


def _stop(*_signal: object) -> None:
    raise TimeoutError


@pytest.fixture(autouse=True)
def _stopped() -> Iterator[None]:
    before = signal.signal(signal.SIGPROF, _stop)
    yield
    signal.signal(signal.SIGPROF, before)


def test_no_pattern_takes_long_on_what_nearly_fits() -> None:
    # Seen to fail: (?:[A-Z]\w*\.? ?){1,6}$ takes a minute for sixty capital letters and a quotation mark.
    slow = {
        f"{name}: {piece!r}": round(taken, 2)
        for name, pattern in patterns().items()
        for piece in PIECES
        if (taken := seconds(pattern, piece * (LENGTH // len(piece)) + "§")) > SECONDS
    }
    assert slow == {}
