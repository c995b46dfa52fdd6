"""What the validating library finds wrong with a value, in words of ours and with its remedy."""

from collections.abc import Mapping
from difflib import get_close_matches
from typing import Any

from questions.fault import N_, Fault, Sentence, carried, fault

REQUIRED = N_("This field is required. Add it.")
TRUE_OR_FALSE = N_("Write true or false here.")
NONE_OF = N_("“%(given)s” is not possible here. Possible are %(known)s.")
NONE_OF_NEAR = N_("“%(given)s” is not possible here. Possible are %(known)s. Did you mean %(near)s?")
UNKNOWN = N_("Something is wrong: %(words)s")

_WHOLE_NUMBER = N_("Please write a whole number.")
_NUMBER = N_("Please write a number, such as 0.5.")
_DAY = N_("Please write a day, such as 2022-04-01.")
NO_LINES = N_("Lines such as “name: value” are needed here.")

OF_LAYOUT: Mapping[str, Sentence] = {
    "string_type": N_("This is no text. Put a number or a date into quotes."),
    "list_type": N_("This is no list. Begin each of its lines with a hyphen."),
    "dict_type": NO_LINES,
    "model_type": NO_LINES,
    "model_attributes_type": NO_LINES,
    "union_tag_not_found": N_("The field “kind” is required here. Add it."),
}
"""What only a file can have wrong, where somebody writes the layout as well."""

_OF_TYPE: Mapping[str, Sentence] = {
    "missing": REQUIRED,
    "int_parsing": _WHOLE_NUMBER,
    "int_type": _WHOLE_NUMBER,
    "int_from_float": _WHOLE_NUMBER,
    "int_parsing_size": N_("This number is too large."),
    "float_parsing": _NUMBER,
    "float_type": _NUMBER,
    "finite_number": _NUMBER,
    "bool_parsing": TRUE_OR_FALSE,
    "bool_type": TRUE_OR_FALSE,
    "date_from_datetime_inexact": _DAY,
    "date_from_datetime_parsing": _DAY,
    "date_parsing": _DAY,
    "date_type": _DAY,
    **OF_LAYOUT,
}
_OF_LIMIT: Mapping[str, Sentence] = {
    "greater_than_equal": N_("The smallest possible number is %(limit)s."),
    "less_than_equal": N_("The largest possible number is %(limit)s."),
    "greater_than": N_("The number must be larger than %(limit)s."),
    "string_too_short": N_("Please use at least %(limit)s characters."),
    "string_too_long": N_("Please use at most %(limit)s characters."),
    "too_short": N_("At least %(limit)s must be filled in here."),
    "too_long": N_("At most %(limit)s are possible here."),
}
_LIMITS = ("ge", "le", "gt", "min_length", "max_length")
"""What pydantic calls the limits, of which an error has one."""

_OF_SHAPE: Mapping[str, Sentence] = {
    r"^https?://": N_("Please write a web address that begins with https://."),
    r"^[A-Z]{2}$": N_("Please write the two capital letters of the country, such as JP."),
    r"^q-[0-9a-z]{6,32}$": N_("Write q- and six to 32 lower-case letters or figures, such as q-7f3a91."),
}
_KEY = N_("Please use lower-case letters and figures, joined by hyphens, such as mis-send.")


def fault_of(detail: Mapping[str, Any]) -> Fault:
    """Return what is wrong with a value, out of an error as pydantic tells it."""
    if own := carried(detail):
        return own.fault
    kind, context = detail["type"], detail.get("ctx", {})
    if kind in {"enum", "literal_error"}:
        return _none_of(str(detail["input"]), str(context["expected"]))
    if kind == "union_tag_invalid":
        return _none_of(str(context["tag"]), str(context["expected_tags"]))
    if kind == "string_pattern_mismatch":
        return fault(_OF_SHAPE.get(str(context["pattern"]), _KEY))
    if kind in _OF_LIMIT:
        limit = next(context[name] for name in _LIMITS if name in context)
        return fault(_OF_LIMIT[kind], limit=f"{limit:.15g}")
    return fault(_OF_TYPE[kind]) if kind in _OF_TYPE else fault(UNKNOWN, words=str(detail["msg"]))


def _none_of(given: str, expected: str) -> Fault:
    # The library lists what is possible only as a text: 'a', 'b' or 'c'.
    known = tuple(expected.replace("'", "").replace(" or ", ", ").split(", "))
    near = get_close_matches(given, known, n=1)
    if near:
        return fault(NONE_OF_NEAR, given=given, known=known, near=near[0])
    return fault(NONE_OF, given=given, known=known)
