"""What is wrong with a value in a bank file, with its remedy, in place of the words of the validating library."""

from collections.abc import Mapping
from difflib import get_close_matches
from typing import Any

_OF_TYPE = {
    "missing": "this field is required; add it",
    "int_parsing": "this is no whole number; write figures only",
    "int_type": "this is no whole number; write figures only",
    "int_from_float": "this is no whole number; write figures only",
    "float_parsing": "this is no number; write figures, such as 0.5",
    "float_type": "this is no number; write figures, such as 0.5",
    "bool_parsing": "write true or false here",
    "bool_type": "write true or false here",
    "string_type": "this is no text; put a number or a date into quotes",
    "list_type": "this is no list; begin each of its lines with a hyphen",
    "dict_type": "lines such as `name: value` are needed here",
    "model_type": "lines such as `name: value` are needed here",
    "model_attributes_type": "lines such as `name: value` are needed here",
    "union_tag_not_found": "the field kind is required here; add it",
    "date_from_datetime_parsing": "write a day as 2019-05-09",
    "date_parsing": "write a day as 2019-05-09",
}
EMPTY_FILE = "the file holds nothing yet; write the document, or take the file out"
NO_FIELDS = "the file holds no fields; write lines such as `name: value`"


def of_value(detail: Mapping[str, Any]) -> str:
    """Return what is wrong with a value, and what to do."""
    kind, context = detail["type"], detail.get("ctx", {})
    if not detail["loc"] and kind in {"dict_type", "model_type", "model_attributes_type"}:
        return EMPTY_FILE if detail["input"] is None else NO_FIELDS
    if kind in {"enum", "literal_error"}:
        return _none_of(str(detail["input"]), str(context["expected"]))
    if kind == "union_tag_invalid":
        return _none_of(str(context["tag"]), str(context["expected_tags"]))
    if kind == "string_pattern_mismatch" and detail["loc"][-1:] == ("key",):
        return "use lower-case letters and figures, joined by hyphens, such as mis-send"
    return _OF_TYPE.get(kind) or str(detail["msg"]).removeprefix("Value error, ")


def _none_of(given: str, expected: str) -> str:
    known = expected.replace("'", "").replace(" or ", ", ").split(", ")
    near = get_close_matches(given, known, n=1)
    shown = f"“{given}” is not possible here; possible are {', '.join(known)}"
    return f"{shown}; did you mean {near[0]}?" if near else shown
