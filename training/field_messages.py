"""What form fields say by themselves when nobody gave them words, in the words of these pages.

The library's own catalogue lacks some of its messages in Japanese, has others that are wrong, and tells readers of
"fields" and "values".
"""

from collections.abc import Mapping
from typing import Any

from babel.support import NullTranslations
from flask_babel import lazy_gettext as _l

_CHOICE = _l("Choose among the options.")

MESSAGES: Mapping[str, Any] = {
    "This field is required.": _l("This is needed. Please fill it in."),
    "Not a valid choice.": _CHOICE,
    "Invalid Choice: could not coerce.": _CHOICE,
    "Invalid choice(s): one or more data inputs could not be coerced.": _CHOICE,
    "'%(value)s' is not a valid choice for this field.": _l("“%(value)s” is not among the options. Choose again."),
    "Not a valid integer value.": _l("Enter a whole number."),
    "Not a valid decimal value.": _l("Enter a number."),
    "Not a valid float value.": _l("Enter a number."),
    "Not a valid date value.": _l("Enter a date."),
    "Not a valid datetime value.": _l("Enter a date and a time."),
    "Not a valid time value.": _l("Enter a time."),
    "Not a valid week value.": _l("Enter a week."),
    "Invalid input.": _l("This can’t be used here. Please write it in another way."),
    "Number must be at least %(min)s.": _l("Enter a number of at least %(min)s."),
    "Number must be at most %(max)s.": _l("Enter a number of at most %(max)s."),
    "Number must be between %(min)s and %(max)s.": _l("Enter a number from %(min)s to %(max)s."),
    "Date must be at least %(min)s.": _l("Enter a date not before %(min)s."),
    "Date must be at most %(max)s.": _l("Enter a date not after %(max)s."),
    "Date must be between %(min)s and %(max)s.": _l("Enter a date from %(min)s to %(max)s."),
    "Field must be at least %(min)d character long.": _l("Write at least %(min)d characters."),
    "Field cannot be longer than %(max)d character.": _l("Write at most %(max)d characters."),
    "Field must be exactly %(max)d character long.": _l("Write exactly %(max)d characters."),
    "Field must be between %(min)d and %(max)d characters long.": _l("Write %(min)d to %(max)d characters."),
}
"""By what the library says; where that has a singular and a plural, by the singular."""


class FieldMessages(NullTranslations):
    """The messages above, and for what is not among them those of the library."""

    def ugettext(self, message: str) -> str:
        """Return a message in the language of the page."""
        found = MESSAGES.get(message)
        return str(found) if found is not None else str(super().ugettext(message))

    def ungettext(self, singular: str, plural: str, number: int) -> str:
        """Return a message about a number of things in the language of the page."""
        found = MESSAGES.get(singular)
        return str(found) if found is not None else str(super().ungettext(singular, plural, number))
