"""JSON Schemas of the documents, so that text editors complete and check bank files."""

import json
from functools import cache
from pathlib import Path
from typing import Any

from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue
from pydantic_core import core_schema

from questions.drafts.pattern import Pattern
from questions.folders import FOLDERS, SHIPPED, kind_of
from questions.text import Document

SHIPPED_SCHEMAS = SHIPPED / "schema"


_MODELS: tuple[type[Document], ...] = (*FOLDERS.values(), Pattern)


class _AsWritten(GenerateJsonSchema):
    """Describes what a person writes into a file, which is more than what is kept: 2019 for "2019", a bare text."""

    schema_dialect = "http://json-schema.org/draft-07/schema#"

    def model_schema(self, schema: core_schema.ModelSchema) -> JsonSchemaValue:
        """Let a text in several languages be a bare text, too."""
        made = super().model_schema(schema)
        if schema["cls"].__name__ == "LocalisedText":
            return {
                "description": made.pop("description", ""),
                "title": made.pop("title", ""),
                "anyOf": [{"type": "string"}, made],
            }
        return made

    def function_before_schema(self, schema: core_schema.BeforeValidatorFunctionSchema) -> JsonSchemaValue:
        """Let a date that may stop after the year be a number, as YAML reads a year."""
        made = super().function_before_schema(schema)
        function: Any = schema["function"]["function"]
        return {"type": ["string", "integer"]} if function.__name__ == "_partial_date" else made


def schema_of(model: type[Document]) -> dict[str, Any]:
    """Return the JSON Schema of a kind of document as it is written in files."""
    made = model.model_json_schema(by_alias=True, schema_generator=_AsWritten, mode="validation")
    if model is Pattern:  # whose questions get their identifiers when steps are made of them
        for part in made["$defs"].values():
            part["required"] = [name for name in part.get("required", ()) if name != "uid"]
    return made


def reference(model: type[Document]) -> str:
    """Return the address of a kind's schema as seen from a file beside it."""
    return f"../schema/{_name(model)}"


def _name(model: type[Document]) -> str:
    return f"{kind_of(model)}.schema.json"


@cache
def schema_files() -> dict[str, bytes]:
    """Map the name of each schema file to what stands in it."""
    return {
        _name(model): (json.dumps(schema_of(model), ensure_ascii=False, indent=2) + "\n").encode() for model in _MODELS
    }


def write_schemas(folder: Path = SHIPPED_SCHEMAS) -> None:
    """Write all schemas into `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, data in schema_files().items():
        if not (folder / name).exists() or (folder / name).read_bytes() != data:
            (folder / name).write_bytes(data)
