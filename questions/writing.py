"""Writing bank files: the same YAML that `questions.files` reads, without what says nothing.

The same document always gives the same bytes. Each file says in its head which document it was made from, so that an
import can tell later on which side something has changed.
"""

import io
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pydantic import BaseModel
from ruamel.yaml import YAML
from ruamel.yaml.scalarstring import DoubleQuotedScalarString, LiteralScalarString

from questions.canonical import canonical_bytes, digest
from questions.fileerrors import BrokenBank
from questions.files import EXPORTED, exported_sha256, read_document
from questions.folders import FOLDERS
from questions.loading import is_own_file
from questions.release import Bank
from questions.schemas import reference, write_schemas
from questions.text import NEUTRAL, Document, LocalisedText

_HEAD = "# yaml-language-server: $schema={schema}\n" + EXPORTED + "{sha256}\n"


@dataclass
class Written:
    """What became of each file: written anew, the same as before, or left alone since it holds unimported work."""

    written: list[Path] = field(default_factory=list)
    unchanged: list[Path] = field(default_factory=list)
    kept: list[Path] = field(default_factory=list)


Known = Mapping[tuple[str, str], Collection[str]]
"""The folder and key of documents to the SHA-256 of what files said that were imported."""


def write_bank(bank: Bank, folder: Path, *, imported: Known | None = None, overwrite: bool = False) -> Written:
    """Write every document to a file of its own under `folder`, and the schemas by which editors check them.

    A file that says what was neither exported nor imported is left alone and listed under `kept`, unless `overwrite`
    is true.
    """
    result = Written()
    for name in FOLDERS:
        place = folder / name
        place.mkdir(parents=True, exist_ok=True)
        for key, document in getattr(bank, name).items():
            path, known = place / f"{key}.yaml", (imported or {}).get((name, key), ())
            data = file_bytes(document)
            if path.is_symlink() or (path.exists() and not is_own_file(path)):
                result.kept.append(path)  # writing through a link would change a file elsewhere
            elif path.exists() and path.read_bytes() == data:
                result.unchanged.append(path)
            elif path.exists() and not overwrite and _holds_work(path, document, known):
                result.kept.append(path)
            else:
                path.write_bytes(data)
                result.written.append(path)
    write_schemas(folder / "schema")
    return result


def _holds_work(path: Path, document: Document, imported: Collection[str]) -> bool:
    """Tell whether a file says something that was never in the database, as far as is known."""
    try:
        sha256 = digest(canonical_bytes(read_document(path, type(document))))
    except BrokenBank:
        return True
    return sha256 not in {exported_sha256(path), digest(canonical_bytes(document)), *imported}


def file_bytes(document: Document) -> bytes:
    """Return a document as its file: the head, then YAML in the order of the model's fields."""
    yaml = YAML(pure=True)
    yaml.width = 120
    yaml.allow_unicode = True
    yaml.indent(mapping=2, sequence=4, offset=2)
    output = io.BytesIO()
    head = _HEAD.format(schema=reference(type(document)), sha256=digest(canonical_bytes(document)))
    output.write(head.encode())
    yaml.dump(_written(document), output)
    return output.getvalue()


def _written(value: Any) -> Any:
    if isinstance(value, LocalisedText):
        texts = {tag: _written(value.root[tag]) for tag in sorted(value.root)}
        return texts[NEUTRAL] if list(texts) == [NEUTRAL] else texts
    if isinstance(value, BaseModel):
        return {
            field.alias or name: _written(getattr(value, name))
            for name, field in type(value).model_fields.items()
            if name == "kind" or getattr(value, name) != field.get_default(call_default_factory=True)
        }
    if isinstance(value, list | tuple):
        return [_written(item) for item in value]
    if isinstance(value, str):
        return _text(str(value))  # an enum's value
    return int(value) if isinstance(value, float) and value.is_integer() else value


def _text(text: str) -> Any:
    """Return a text in the style that is read back as it is: lines as lines, anything unusual in quotes."""
    if not text.isprintable() and not text.replace("\n", "").isprintable():
        return DoubleQuotedScalarString(text)
    if "\n" not in text:
        return text
    lines = text.split("\n")
    plain = all(line == line.rstrip() for line in lines) and lines[0] == lines[0].lstrip()
    return LiteralScalarString(text) if plain else DoubleQuotedScalarString(text)
