"""What is wrong with a document, said to authors in their language."""

from collections.abc import Mapping
from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _l

from questions import text, validation
from questions.fault import Fault, Language, Named, Route, Sentence, Steps, Value
from questions.text import visible
from training.i18n import listed
from training.studio import vocabulary

_GENERAL = _l("This could not be read. Please check it.")
_ONE_OF_LIST = _l("Please choose one from the list.")

_IN_FORMS: Mapping[Sentence, Any] = {
    validation.NONE_OF: _ONE_OF_LIST,
    validation.NONE_OF_NEAR: _ONE_OF_LIST,
    validation.TRUE_OR_FALSE: _l("Something is either ticked or not."),
    validation.UNKNOWN: _GENERAL,
    **dict.fromkeys(validation.OF_LAYOUT.values(), _GENERAL),
    text.NO_SUCH_CHARACTER: _l(
        "The invisible character %(character)s can't be used in a text. It is taken out below; please check the text "
        "and save again."
    ),
}
"""What a form says instead, where the sentence is for those who write files."""


def of_fault(fault: Fault, names: Mapping[str, str] | None = None) -> str:
    """Return what is wrong, in the language of this page.

    `names` says what an author calls the steps by their keys, and anything else of the bank by its kind and its key.
    """
    return gettext(fault.sentence) % fault.filled(lambda value: _said(value, names or {}))


def of_error(error: Mapping[str, Any]) -> str:
    """Return what pydantic or the document itself found wrong in a form, in the language of this page."""
    fault = validation.fault_of(error)
    if fault.sentence in _IN_FORMS:
        return str(_IN_FORMS[fault.sentence]) % fault.filled(lambda value: _said(value, {}))
    return of_fault(fault)


def beside(error: Mapping[str, Any], label: object) -> str:
    """Return what pydantic found in a field, with the field's name, so that a summary can be understood alone."""
    if error["type"] == "missing":
        return gettext("Please fill in “%(field)s”.", field=label)
    return gettext("%(field)s: %(message)s", field=label, message=of_error(error))


def _said(value: Value, names: Mapping[str, str]) -> str:
    if isinstance(value, Steps):
        steps = [visible(names.get(key, key)) for key in value.keys]
        return " → ".join(steps) if isinstance(value, Route) else listed(steps)
    if isinstance(value, tuple):
        return listed(map(visible, value))
    if isinstance(value, Language):
        return vocabulary.language_name(value.tag)
    return visible(names.get(f"{value.kind} {value.key}", value.key) if isinstance(value, Named) else str(value))
