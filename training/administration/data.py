"""What forms and commands hand to the service."""

import unicodedata
import uuid
from dataclasses import dataclass, field
from datetime import date, timedelta

from training.models import Employment, Role

_TURNING = dict.fromkeys([*range(0x202A, 0x202F), *range(0x2066, 0x206A)])
"""Unicode's explicit directions: they would let one name rewrite the line that it stands in."""

_EARLIEST_HIRE = date(1900, 1, 1)
_HIRED_AHEAD = timedelta(days=2 * 366)
"""Graduates are entered up to a year and a half before they come."""


@dataclass(frozen=True)
class PersonData:
    """What an administrator says about a person; e-mail or employee number must be given."""

    name: str
    email: str | None = None
    employee_number: str | None = None
    locale: str = "ja"
    team_id: uuid.UUID | None = None
    roles: frozenset[Role] = field(default_factory=frozenset)
    time_zone: str = "Asia/Tokyo"
    employment: Employment | None = None
    hired_on: date | None = None
    leave_from: date | None = None
    leave_until: date | None = None
    tag_ids: frozenset[uuid.UUID] | None = None
    """None leaves them as they are."""

    def account(self) -> dict[str, object]:
        """Return what is kept of the person apart from names, roles, team and tags."""
        return {
            "locale": self.locale,
            "time_zone": self.time_zone,
            "employment": self.employment,
            "hired_on": self.hired_on,
            "leave_from": self.leave_from,
            "leave_until": self.leave_until,
        }

    def identity(self) -> dict[str, str | None]:
        """Return name and sign-in names in the form in which they are kept and compared."""
        return {
            "display_name": _visible(self.name),
            "email": _plain(self.email).lower() or None,
            "employee_number": _plain(self.employee_number) or None,
        }


def is_likely_hire(day: date, today: date) -> bool:
    """Tell whether somebody may have been hired on `day`; 2062 for 2026 would keep them out of all training, unseen."""
    return _EARLIEST_HIRE <= day <= today + _HIRED_AHEAD


def _visible(name: str) -> str:
    """Return `name` on one line, without signs that turn the writing around them; empty when nothing is to be seen."""
    line = " ".join(name.translate(_TURNING).split())
    return line if any(unicodedata.category(sign)[0] in "LMNPS" for sign in line) else ""


TAG_SEPARATORS = frozenset(",、，;；\n\t")
"""What stands between two tags in a cell of an import, so in none of their names."""


def plain_tag(name: str | None) -> str:
    """Return the name of a tag as it is kept and compared: in usual widths, without superfluous space."""
    return " ".join(_plain(name).split())


def _plain(text: str | None) -> str:
    # Full-width letters and digits are what a Japanese keyboard gives; they mean the same.
    return unicodedata.normalize("NFKC", text or "").strip()


@dataclass(frozen=True)
class OrganisationData:
    """What holds for the whole organisation; language and time zone are those of people added later."""

    organisation_name: str
    default_locale: str
    time_zone: str
