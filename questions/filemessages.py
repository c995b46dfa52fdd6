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
_LIMITS = {
    "greater_than_equal": ("ge", "the smallest possible number is {limit}"),
    "less_than_equal": ("le", "the largest possible number is {limit}"),
    "greater_than": ("gt", "the number must be larger than {limit}"),
    "string_too_short": ("min_length", "use at least {limit} characters"),
    "string_too_long": ("max_length", "use at most {limit} characters"),
    "too_short": ("min_length", "at least {limit} must be listed here"),
    "too_long": ("max_length", "at most {limit} can be listed here"),
}
_SHAPES = {
    r"^https?://": "write a web address that begins with https://",
    r"^[A-Z]{2}$": "write the two capital letters of the country, such as JP",
    r"^q-[0-9a-z]{6,32}$": "write q- and six to 32 lower-case letters or figures, such as q-7f3a91",
}
_KEY = "use lower-case letters and figures, joined by hyphens, such as mis-send"
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
    if kind == "string_pattern_mismatch":
        return _SHAPES.get(str(context.get("pattern")), _KEY)
    if kind in _LIMITS:
        name, sentence = _LIMITS[kind]
        return sentence.format(limit=context[name])
    return _OF_TYPE.get(kind) or str(detail["msg"]).removeprefix("Value error, ")


def _none_of(given: str, expected: str) -> str:
    known = expected.replace("'", "").replace(" or ", ", ").split(", ")
    near = get_close_matches(given, known, n=1)
    shown = f"“{given}” is not possible here; possible are {', '.join(known)}"
    return f"{shown}; did you mean {near[0]}?" if near else shown
