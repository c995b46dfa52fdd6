"""`python -m questions check [FOLDER]`: read a bank, compile its quizzes, count its sittings, warn of doubts."""

import argparse
import datetime
import sys
from pathlib import Path

from questions.files import SHIPPED, BrokenBank, read_bank
from questions.lint import lint_bank
from questions.lint.report import lines
from questions.quiz import Quiz
from questions.reading import SITTING_MINUTES, release_minutes
from questions.release import Bank, NotPublishable, compile_release


def main(arguments: list[str] | None = None) -> int:
    """Run the command; return 0 when the bank is sound, else 1."""
    parser = argparse.ArgumentParser(prog="python -m questions", description="Work with a question bank's files.")
    commands = parser.add_subparsers(dest="command", required=True)
    check = commands.add_parser("check", help="read every file and say everything that is wrong")
    check.add_argument("folder", nargs="?", type=Path, default=SHIPPED)
    return _check(parser.parse_args(arguments).folder)


def _check(folder: Path) -> int:
    try:
        bank = read_bank(folder)
    except BrokenBank as broken:
        for error in broken.errors:
            print(error, file=sys.stderr)
        return 1
    results = [_check_quiz(quiz, bank) for quiz in bank.quizzes.values()]
    print(f"{len(bank.incidents)} incidents, {len(bank.controls)} controls, {len(bank.scenarios)} scenarios")
    for line in lines(lint_bank(bank, datetime.datetime.now(datetime.UTC).date())):
        print(line)
    return 0 if all(results) else 1


def _check_quiz(quiz: Quiz, bank: Bank) -> bool:
    try:
        release = compile_release(quiz, bank)
    except NotPublishable as refused:
        for problem in refused.problems:
            print(problem, file=sys.stderr)
        return False
    sound = True
    for language in quiz.languages:
        for section, minutes in zip(quiz.sections, release_minutes(release, language), strict=True):
            name = section.scenario or "draw"
            print(f"{quiz.key} {name} {language}: {minutes:.1f} minutes")
            if minutes > SITTING_MINUTES:
                print(f"{quiz.key} {name}: longer than {SITTING_MINUTES} minutes", file=sys.stderr)
                sound = False
    return sound


if __name__ == "__main__":
    sys.exit(main())
