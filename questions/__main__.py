"""`python -m questions check [FOLDER]` reads a bank and says everything; `schema [FOLDER]` writes its JSON Schemas."""

import argparse
import sys
from pathlib import Path

from questions.checking import check
from questions.folders import SHIPPED
from questions.schemas import SHIPPED_SCHEMAS, write_schemas


def main(arguments: list[str] | None = None) -> int:
    """Run the command; return 0 when the bank is sound, else 1."""
    parser = argparse.ArgumentParser(prog="python -m questions", description="Work with a question bank's files.")
    commands = parser.add_subparsers(dest="command", required=True)
    checking = commands.add_parser("check", help="read every file and say everything that is wrong or doubtful")
    checking.add_argument("folder", nargs="?", type=Path, default=SHIPPED)
    schema = commands.add_parser("schema", help="write the JSON Schemas by which text editors check bank files")
    schema.add_argument("folder", nargs="?", type=Path, default=SHIPPED_SCHEMAS)
    given = parser.parse_args(arguments)
    if given.command == "schema":
        write_schemas(given.folder)
        return 0
    return 0 if check(given.folder) else 1


if __name__ == "__main__":
    sys.exit(main())
