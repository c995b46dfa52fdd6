"""Checking a bank's files: what is wrong with its file and line, how long sittings take, what is doubtful."""

import datetime
import re
import sys
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from questions.drafts.pattern import Pattern
from questions.fault import N_, Language, Named, Sentence, fault
from questions.fileerrors import BrokenBank, FileError
from questions.files import read_bank, read_folder
from questions.folders import FOLDER_OF, FOLDERS
from questions.lint import lint_bank
from questions.lint.report import lines
from questions.paths import COMES_BACK, MISSES, UNREACHED, faults
from questions.quiz import Quiz
from questions.reading import SITTING_MINUTES, is_too_long, release_minutes
from questions.release import (
    IDLE,
    NO_CONTROL,
    NO_INCIDENT,
    NO_SCENARIO,
    SAME_UID,
    UNKNOWN_FACTS,
    Bank,
    NotPublishable,
    Problem,
    compile_release,
)

_REMEDIES: Mapping[Sentence, str] = {
    NO_SCENARIO: "Add its file, or take it out of the quiz.",
    NO_INCIDENT: "Add its file, or name another one.",
    NO_CONTROL: "Add its file, or take it out of the step.",
    UNKNOWN_FACTS: "Add them to the incident, or take them out of the step.",
    COMES_BACK: "Let one of these steps lead on (`next`) to a later one.",
    MISSES: "Let every way lead through the step, or through a scene to it.",
    UNREACHED: "Let a step or an option lead to it (`next`), or remove it.",
    SAME_UID: "Give one of them another uid.",
    **dict.fromkeys(IDLE.values(), "Mark steps as `alone`, or take the name out of the draw."),
}
"""What to do in the files; whoever mends a document on a page is led there."""
_TOO_LONG = N_(
    "A sitting takes longer than %(number)s minutes in the language %(language)s. Cut it into two, or shorten it."
)


def check(folder: Path, own_patterns: Path | None = None) -> bool:
    """Print what a bank's files are like, errors to standard error; tell whether they are sound.

    `own_patterns` is a folder of patterns that lies elsewhere and belongs to it.
    """
    patterns = read_folder(folder / "patterns", Pattern)
    wrong = [*patterns.errors, *(read_folder(own_patterns, Pattern).errors if own_patterns else ())]
    try:
        bank = _bank_in(folder)
    except BrokenBank as broken:
        for error in (*broken.errors, *wrong):
            print(error, file=sys.stderr)
        return False
    problems = [*_of_scenarios(bank), *_of_patterns(patterns.by_key.values(), bank)]
    for error in wrong:
        print(error, file=sys.stderr)
    sound = [_check_quiz(quiz, bank, problems) for quiz in bank.quizzes.values()]
    for error in dict.fromkeys(_located(problem, folder) for problem in problems):
        print(error, file=sys.stderr)
    print(f"{len(bank.incidents)} incidents, {len(bank.controls)} controls, {len(bank.scenarios)} scenarios")
    print(f"{len(patterns.by_key)} patterns of steps")
    for line in lines(lint_bank(bank, datetime.datetime.now(datetime.UTC).date())):
        print(line)
    return all(sound) and not problems and not wrong


def _bank_in(folder: Path) -> Bank:
    """Return the bank of a folder, an empty one where it holds patterns alone; raise BrokenBank with every error."""
    holds_bank = any((folder / name).is_dir() for name in FOLDERS)
    return Bank() if (folder / "patterns").is_dir() and not holds_bank else read_bank(folder)


def _of_scenarios(bank: Bank) -> Iterator[Problem]:
    """Yield what is wrong with scenarios whether or not a quiz asks them."""
    uids: dict[str, str] = {}
    for scenario in bank.scenarios.values():
        name = f"scenario {scenario.key}"
        yield from (Problem(name, "", found) for found in faults(scenario))
        for step in scenario.steps:
            place = f"{scenario.key}/{step.key}"
            if step.uid and (other := uids.setdefault(step.uid, place)) != place:
                yield Problem(name, step.key, fault(SAME_UID, step=Named("step", other)))


def _of_patterns(patterns: Iterable[Pattern], bank: Bank) -> Iterator[Problem]:
    """Yield the controls that patterns name in vain, where the folder holds controls at all."""
    for pattern in patterns if bank.controls else ():
        for control in sorted({*pattern.controls, *pattern.when.controls} - bank.controls.keys()):
            yield Problem(f"pattern {pattern.key}", "", fault(NO_CONTROL, key=control))


def _check_quiz(quiz: Quiz, bank: Bank, problems: list[Problem]) -> bool:
    try:
        release = compile_release(quiz, bank)
    except NotPublishable as refused:
        problems += refused.problems
        return False
    sound = True
    for language in quiz.languages:
        for section, minutes in zip(quiz.sections, release_minutes(release, language), strict=True):
            name = section.scenario or "draw"
            print(f"{quiz.key} {name} {language}: {minutes:.1f} minutes")
            if is_too_long(minutes):
                document = f"scenario {name}" if section.scenario else f"quiz {quiz.key}"
                found = fault(_TOO_LONG, number=SITTING_MINUTES, language=Language(language))
                problems.append(Problem(document, "", found))
                sound = False
    return sound


def _located(problem: Problem, folder: Path) -> FileError:
    """Return a problem with the file and, as far as it is about a step, the line where it can be mended."""
    kind, _space, key = problem.document.partition(" ")
    path = folder / {**FOLDER_OF, "pattern": "patterns"}[kind] / f"{key}.yaml"
    place = f"{problem.document}: {problem.place}" if problem.place else problem.document
    remedy = _REMEDIES.get(problem.fault.sentence, "")
    return FileError(path, _line_of(path, problem.place), problem.fault, place, remedy)


def _line_of(path: Path, step: str) -> int:
    text = path.read_text("utf-8")
    found = re.search(rf"^ *- key: ['\"]?{re.escape(step)}['\"]? *$", text, re.MULTILINE) if step else None
    return text.count("\n", 0, found.start()) + 1 if found else 1
