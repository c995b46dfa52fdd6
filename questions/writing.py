"""Writing bank files: the same YAML that `questions.files` reads, without what says nothing."""

from pathlib import Path
from typing import Any

from pydantic import BaseModel
from ruamel.yaml import YAML
from ruamel.yaml.scalarstring import LiteralScalarString

from questions.release import Bank
from questions.text import NEUTRAL, LocalisedText


def write_bank(bank: Bank, folder: Path) -> int:
    """Write every document to a file of its own under `folder`; return how many."""
    yaml = YAML(pure=True)
    yaml.width = 120
    yaml.allow_unicode = True
    yaml.indent(mapping=2, sequence=4, offset=2)
    count = 0
    for name in ("controls", "incidents", "scenarios", "quizzes"):
        place = folder / name
        place.mkdir(parents=True, exist_ok=True)
        for key, document in getattr(bank, name).items():
            with (place / f"{key}.yaml").open("w", encoding="utf-8") as file:
                yaml.dump(_written(document), file)
            count += 1
    return count


def _written(value: Any) -> Any:
    if isinstance(value, LocalisedText):
        texts = {tag: _written(text) for tag, text in value.root.items()}
        return texts[NEUTRAL] if list(texts) == [NEUTRAL] else texts
    if isinstance(value, BaseModel):
        return {
            field.alias or name: _written(getattr(value, name))
            for name, field in type(value).model_fields.items()
            if name == "kind" or getattr(value, name) != field.get_default(call_default_factory=True)
        }
    if isinstance(value, list):
        return [_written(item) for item in value]
    if isinstance(value, str):
        text = str(value)  # an enum's value
        return LiteralScalarString(text) if "\n" in text else text
    return value
