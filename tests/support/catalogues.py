"""The translation catalogues: what the code says, what is translated, and bringing one up to the other."""

import io
import os
import sys
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parents[2]
TRANSLATIONS = ROOT / "training" / "translations"
LOCALES = ("ja",)
SOURCES = {
    "training": [("**.py", "python")],
    "questions": [("**.py", "python")],
    "templates": [("**.html", "jinja2"), ("**.txt", "jinja2")],
}
KEYWORDS = {**DEFAULT_KEYWORDS, "lazy_gettext": None, "_l": None, "lazy_ngettext": (1, 2)}
# Jinja otherwise passes over a template that it cannot read, and its texts would look obsolete.
OPTIONS = {"**.html": {"silent": "false"}, "**.txt": {"silent": "false"}}


def path_of(locale: str) -> Path:
    """Return where a locale's catalogue lies."""
    return TRANSLATIONS / locale / "LC_MESSAGES" / "messages.po"


def extracted() -> Catalog:
    """Collect every text that the code and the templates pass to gettext."""
    catalogue = Catalog(project="Kyokun", version="1")
    for folder, methods in SOURCES.items():
        found = extract_from_dir(
            ROOT / folder, methods, OPTIONS, keywords=KEYWORDS, comment_tags=("Translators:",), strip_comment_tags=True
        )
        for filename, line, message, comments, context in found:
            catalogue.add(message, None, [(f"{folder}/{filename}", line)], auto_comments=comments, context=context)
    return catalogue


def read(locale: str) -> Catalog:
    """Return a locale's catalogue as committed; an empty one when there is none yet."""
    path = path_of(locale)
    if not path.exists():
        return Catalog(locale, header_comment="# Kyokun: texts", project="Kyokun", version="1", fuzzy=False)
    with path.open("rb") as file:
        return read_po(file, locale=locale)


def write(locale: str, catalogue: Catalog) -> None:
    """Write a locale's catalogue in the one form that makes small diffs: sorted, unwrapped, without line numbers."""
    output = io.BytesIO()
    write_po(output, catalogue, width=0, sort_output=True, include_lineno=False, ignore_obsolete=True)
    _replace(path_of(locale), output.getvalue())


def update() -> None:
    """Bring every catalogue up to what the code says; new texts stay empty, texts no longer said are dropped."""
    template = extracted()
    for locale in LOCALES:
        catalogue = read(locale)
        # The dates would make every two branches conflict.
        template.creation_date = catalogue.creation_date
        catalogue.update(template, no_fuzzy_matching=True, update_creation_date=False)
        write(locale, catalogue)


def compile_stale() -> None:
    """Compile the catalogues that are newer than what was compiled of them."""
    for locale in LOCALES:
        source = path_of(locale)
        target = source.with_suffix(".mo")
        if source.exists() and (not target.exists() or target.stat().st_mtime < source.stat().st_mtime):
            output = io.BytesIO()
            write_mo(output, read(locale))
            _replace(target, output.getvalue())


def untranslated(locale: str) -> Iterator[str]:
    """Give the texts that a locale does not say yet."""
    for message in read(locale):
        if message.id:
            strings = message.string if isinstance(message.string, list | tuple) else [message.string]
            if message.fuzzy or not all(strings):
                yield message.id if isinstance(message.id, str) else message.id[0]


def _replace(path: Path, content: bytes) -> None:
    """Write a file in one step, since several test processes may do it at once."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f"{path.name}.{os.getpid()}")
    draft.write_bytes(content)
    draft.replace(path)


if __name__ == "__main__":
    if sys.argv[1:] != ["update"]:
        sys.exit("usage: python -m tests.support.catalogues update")
    update()
    for each in LOCALES:
        for text in untranslated(each):
            print(f"{each}: {text}")
