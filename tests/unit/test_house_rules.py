"""Rules of the house that no linter knows."""

import ast
import re
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from tests.support.sources import ROOT, lines_matching, place, tracked

PACKAGES = ("training", "questions", "tests")
TOP_LEVEL = {
    "training", "questions", "templates", "static", "instance", "tests", "docs", ".ci",
    "requirements.in", "requirements.txt", "requirements-dev.in", "requirements-dev.txt",
    "README.md", "Makefile", "pyproject.toml", ".gitignore", ".gitattributes",
}  # fmt: skip
MODULE_LINES = 400
FUNCTION_LINES = 40
VIEW_LINES = 25
# Written in pieces, so that this file does not break its own rule.
ELSEWHERE = re.compile(
    "|".join(
        (
            r"/(?:wor" + r"k|far" + r"m|ho" + r"me|roo" + r"t)/[a-z.]",
            r"/tm" + r"p/[a-z_]*jobs",
            r"--(?:extra-)?inde" + r"x-url\b",
            r"--find-lin" + r"ks\b",
            r"--trusted-ho" + r"st\b",
        )
    )
)


def modules() -> list[Path]:
    return [path for path in tracked() if path.suffix == ".py" and path.relative_to(ROOT).parts[0] in PACKAGES]


@cache
def functions(path: Path) -> tuple[ast.FunctionDef | ast.AsyncFunctionDef, ...]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return tuple(node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))


def lines_of(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    return (function.end_lineno or function.lineno) - function.lineno + 1


def test_no_module_is_too_long() -> None:
    lengths = {place(path): len(path.read_text(encoding="utf-8").splitlines()) for path in modules()}
    assert {name: length for name, length in lengths.items() if length > MODULE_LINES} == {}


def test_no_function_is_too_long() -> None:
    # A migration is one list of statements, and cutting it would hide its order.
    paths = [path for path in modules() if "migrations" not in path.parts]
    assert [
        f"{place(path, function.lineno)} {function.name}: {lines_of(function)} lines"
        for path in paths
        for function in functions(path)
        if lines_of(function) > FUNCTION_LINES
    ] == []


def test_no_view_is_too_long() -> None:
    views = [path for path in modules() if path.name == "views.py" or path.parent.name == "views"]
    assert [
        f"{place(path, function.lineno)} {function.name}: {lines_of(function)} lines"
        for path in views
        for function in functions(path)
        if lines_of(function) > VIEW_LINES
    ] == []


def test_only_known_names_lie_at_the_top() -> None:
    assert {path.relative_to(ROOT).parts[0] for path in tracked()} - TOP_LEVEL == set()


def test_no_file_names_a_machine_or_a_package_index() -> None:
    texts = [path for path in tracked() if b"\0" not in path.read_bytes()]
    assert list(lines_matching(ELSEWHERE, texts)) == []


def test_python_builds_no_markup_from_formatted_strings() -> None:
    pattern = re.compile(r"\bMarkup\(\s*f[\"']")
    code = [path for path in modules() if path != Path(__file__).resolve()]
    assert list(lines_matching(pattern, code)) == []


def test_nothing_of_others_lies_in_static() -> None:
    names = re.compile(r"bootstrap|jquery|htmx|alpine|fontawesome|vendor|\.min\.(?:js|css)$|\.(?:woff2?|ttf|otf)$")
    static = [place(path) for path in tracked() if ROOT / "static" in path.parents]
    assert [name for name in static if names.search(name)] == []


READ_IN_QUERIES = (
    "training/studio/",
    "training/coverage/",
    "training/ledger/",
    "training/administration/",
    "training/campaigns/overrides/",
    "training/campaigns/service.py",
    "training/campaigns/ticking.py",
    "training/deputies/",
    "training/evidence/reports/service.py",
    "training/mail/contents.py",
    "training/mail/reminding.py",
    "training/mail/service.py",
    "training/mail/standing_in.py",
    "training/reminders/nudging.py",
    "training/reminders/planning.py",
    "training/learning/service/regrading.py",
    "training/learning/service/starting.py",
)


def test_statements_that_read_are_written_in_queries() -> None:
    asking = [
        place(path)
        for path in modules()
        if place(path).startswith(READ_IN_QUERIES) and "queries" not in place(path)
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.ImportFrom) and node.module == "sqlalchemy" and "select" in {n.name for n in node.names}
    ]
    assert asking == []


def test_views_ask_no_database() -> None:
    asking = re.compile(
        r"^from training\.extensions import .*\bdb\b|^from training\.statements|\bdb\.session\b", re.MULTILINE
    )
    views = [path for path in modules() if path.name == "views.py" or path.parent.name == "views"]
    assert list(lines_matching(asking, [path for path in views if place(path).startswith("training/")])) == []


ON_TOP = {"training.operations", "training.demonstration"}
NAMING_ALL_FEATURES = {
    "Tables know no feature": "forbidden_modules",
    "The demonstration and operations stand on top of the features; no feature knows them": "source_modules",
    "Features stand on each other without cycles": "layers",
}


@cache
def contracts() -> dict[str, Any]:
    tool = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]
    return {contract["name"]: contract for contract in tool["importlinter"]["contracts"]}


def test_contracts_that_are_about_all_features_name_each() -> None:
    # A feature is what has pages, its own or in a room inside.
    features = {
        f"training.{place(path).split('/')[1]}"
        for path in modules()
        if place(path).startswith("training/") and (path.name == "views.py" or path.parent.name == "views")
    }
    missing = {
        name: sorted(features - ON_TOP - set(re.findall(r"[\w.]+", " ".join(contracts()[name][key]))))
        for name, key in NAMING_ALL_FEATURES.items()
    }
    assert {name: left for name, left in missing.items() if left} == {}


NAMING_ALL_QUERIES = (
    "Queries and services know no views and no forms, their own or another feature's",
    "Queries change nothing, so they know no service",
)


def test_contracts_about_queries_name_each_module_of_them() -> None:
    # `queries` itself is meant by a pattern, which can't stand for a part of a name.
    found = {place(path)[:-3].replace("/", ".") for path in modules() if path.name.endswith("_queries.py")}
    missing = {name: sorted(found - set(contracts()[name]["source_modules"])) for name in NAMING_ALL_QUERIES}
    assert {name: left for name, left in missing.items() if left} == {}
