"""Templates are read as a whole, so that a mistake in a page that no test opens is still found."""

import re
from functools import cache
from pathlib import Path

import pytest
from jinja2 import Environment, FileSystemLoader, TemplateSyntaxError, nodes

from tests.support.sources import ROOT, lines_matching, place, tracked
from training import create_app

UNESCAPED = re.compile(r"\|\s*safe\b|\bautoescape\b|\bMarkup\b")
INLINE_STYLE = re.compile(r"\sstyle\s*=", re.IGNORECASE)
INLINE_HANDLER = re.compile(r"<[^>]*\son[a-z]+\s*=", re.IGNORECASE)
INLINE_ELEMENT = re.compile(r"<(?:script(?![^>]*\bsrc=)|style)\b(?![^>]*\bnonce=)", re.IGNORECASE)


def templates(*, mails: bool = True) -> list[Path]:
    """Return the templates; mails may have inline styles, since mail programs know nothing else."""
    folder = ROOT / "templates"
    found = [path for path in tracked() if folder in path.parents]
    return found if mails else [path for path in found if path.relative_to(folder).parts[0] != "email"]


def test_templates_do_not_switch_escaping_off() -> None:
    assert list(lines_matching(UNESCAPED, templates())) == []


@pytest.mark.parametrize("pattern", [INLINE_STYLE, INLINE_HANDLER, INLINE_ELEMENT], ids=["style", "handler", "element"])
def test_pages_have_nothing_inline(pattern: re.Pattern[str]) -> None:
    assert list(lines_matching(pattern, templates(mails=False))) == []


@cache
def parsed(path: Path) -> nodes.Template:
    environment = Environment(
        loader=FileSystemLoader(ROOT / "templates"),
        autoescape=True,
        extensions=["jinja2.ext.i18n", "jinja2.ext.do", "jinja2.ext.loopcontrols"],
    )
    return environment.parse(path.read_text(encoding="utf-8"), filename=place(path))


def test_every_template_compiles_with_what_the_application_offers() -> None:
    """Unknown filters and tests show only when a template is compiled, which otherwise is when somebody asks for it."""
    app = create_app({"SQLALCHEMY_DATABASE_URI": "sqlite://", "SECRET_KEY": "0" * 64, "TESTING": True})
    app.load_all()
    jinja, errors = app.jinja_env, []
    for name in jinja.list_templates(filter_func=lambda name: (ROOT / "templates" / name).is_file()):
        try:
            jinja.get_template(name)
        except TemplateSyntaxError as error:
            errors.append(f"{name}:{error.lineno}: {error.message}")
    assert errors == []


def test_templates_use_what_they_import() -> None:
    unused = []
    for path in templates():
        tree = parsed(path)
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
        tree = parsed(path)
        for node in tree.find_all((nodes.Extends, nodes.Include, nodes.Import, nodes.FromImport)):
            wanted = getattr(node, "template", None)
            if isinstance(wanted, nodes.Const) and not (ROOT / "templates" / str(wanted.value)).is_file():
                broken.append(f"{place(path, node.lineno)}: {wanted.value}")
    assert broken == []
