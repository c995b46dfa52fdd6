"""Rules of the house that no linter knows."""

import ast
import re
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from jinja2 import Environment, FileSystemLoader, TemplateSyntaxError, nodes

ROOT = Path(__file__).resolve().parents[2]
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
SAFE_FILTER = re.compile(r"\|\s*safe\b")
INLINE_STYLE = re.compile(r"\sstyle\s*=", re.IGNORECASE)
INLINE_HANDLER = re.compile(r"<[^>]*\son[a-z]+\s*=", re.IGNORECASE)
INLINE_ELEMENT = re.compile(
    r"<(?:script(?![^>]*\bsrc=)|style)\b(?![^>]*\bnonce=)(?![^>]*application/json)", re.IGNORECASE
)


@cache
def tracked() -> tuple[Path, ...]:
    """Return the files in git, with those not yet added, as long as they exist."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],  # noqa: S607 - git of this machine
        cwd=ROOT,
        capture_output=True,
        check=True,
        text=True,
    ).stdout
    return tuple(ROOT / name for name in sorted(filter(None, listed.split("\0"))) if (ROOT / name).is_file())


def modules() -> list[Path]:
    return [path for path in tracked() if path.suffix == ".py" and path.relative_to(ROOT).parts[0] in PACKAGES]


def templates(*, mails: bool = True) -> list[Path]:
    """Return the templates; mails may have inline styles, since mail programs know nothing else."""
    folder = ROOT / "templates"
    found = [path for path in tracked() if folder in path.parents]
    return found if mails else [path for path in found if path.relative_to(folder).parts[0] != "email"]


@cache
def functions(path: Path) -> tuple[ast.FunctionDef | ast.AsyncFunctionDef, ...]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return tuple(node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))


def lines_of(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    return (function.end_lineno or function.lineno) - function.lineno + 1


def place(path: Path, line: int | None = None) -> str:
    name = path.relative_to(ROOT).as_posix()
    return f"{name}:{line}" if line else name


def lines_matching(pattern: re.Pattern[str], paths: list[Path]) -> Iterator[str]:
    for path in paths:
        text = path.read_text(encoding="utf-8")
        for found in pattern.finditer(text):
            yield f"{place(path, text.count(chr(10), 0, found.start()) + 1)}: {found.group().strip()[:80]}"


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


def test_templates_do_not_switch_escaping_off() -> None:
    assert list(lines_matching(SAFE_FILTER, templates())) == []


def test_python_builds_no_markup_from_formatted_strings() -> None:
    pattern = re.compile(r"\bMarkup\(\s*f[\"']")
    code = [path for path in modules() if path != Path(__file__).resolve()]
    assert list(lines_matching(pattern, code)) == []


@pytest.mark.parametrize("pattern", [INLINE_STYLE, INLINE_HANDLER, INLINE_ELEMENT], ids=["style", "handler", "element"])
def test_pages_have_nothing_inline(pattern: re.Pattern[str]) -> None:
    assert list(lines_matching(pattern, templates(mails=False))) == []


def environment() -> Environment:
    return Environment(
        loader=FileSystemLoader(ROOT / "templates"),
        autoescape=True,
        extensions=["jinja2.ext.i18n", "jinja2.ext.do", "jinja2.ext.loopcontrols"],
    )


def test_every_template_is_readable() -> None:
    errors = []
    for path in templates():
        try:
            environment().parse(path.read_text(encoding="utf-8"), filename=place(path))
        except TemplateSyntaxError as error:
            errors.append(f"{place(path, error.lineno)}: {error.message}")
    assert errors == []


def test_templates_use_what_they_import() -> None:
    unused = []
    for path in templates():
        tree = environment().parse(path.read_text(encoding="utf-8"))
        used = {name.name for name in tree.find_all(nodes.Name) if name.ctx == "load"}
        for imported in tree.find_all(nodes.FromImport):
            names = {name[1] if isinstance(name, tuple) else name for name in imported.names}
            unused += [f"{place(path, imported.lineno)}: {name}" for name in sorted(names - used)]
        unused += [
            f"{place(path, node.lineno)}: {node.target}"
            for node in tree.find_all(nodes.Import)
            if node.target not in used
        ]
    assert unused == []


def test_templates_refer_to_templates_that_exist() -> None:
    broken = []
    for path in templates():
        tree = environment().parse(path.read_text(encoding="utf-8"))
        for node in tree.find_all((nodes.Extends, nodes.Include, nodes.Import, nodes.FromImport)):
            wanted = getattr(node, "template", None)
            if isinstance(wanted, nodes.Const) and not (ROOT / "templates" / str(wanted.value)).is_file():
                broken.append(f"{place(path, node.lineno)}: {wanted.value}")
    assert broken == []


def test_nothing_of_others_lies_in_static() -> None:
    names = re.compile(r"bootstrap|jquery|htmx|alpine|fontawesome|\.min\.(?:js|css)$|\.(?:woff2?|ttf|otf)$")
    static = [path for path in tracked() if ROOT / "static" in path.parents]
    assert [place(path) for path in static if names.search(path.name)] == []
