"""What readers of mails are told with: the reader, a training's title, a reason not to send."""

import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from training import releases


class NotWanted(Exception):
    """The mail has lost its reason or its reader; the message says which, for administrators."""


Content = Mapping[str, object]


class Attachment(NamedTuple):
    """A small file that goes with a mail."""

    name: str
    data: bytes
    kind: str = "application/json"
    parameters: Mapping[str, str] = MappingProxyType({})
    """What else the receiving program has to know of the kind."""


Made = Callable[[], Attachment]
"""An attachment that takes long: it is made when the mail leaves, after everything was read."""


@dataclass(frozen=True)
class Reader:
    """Who a mail is for."""

    email: str
    display_name: str
    zone: ZoneInfo


def training_title(row: Any, locale: str) -> str:
    """Return what employees call a training: the title of its quiz, and the campaign's name where it is another one."""
    name = row.name_en if locale == "en" and row.name_en else row.name
    return title_of(row.release_id, name, locale)


def title_of(release_id: uuid.UUID, campaign: str, locale: str) -> str:
    """Do what `training_title` does, by the release and the campaign's name."""
    title = releases.get(release_id).document.quiz.title
    shown = title.in_language(locale)
    return shown if title.says(campaign) else f"{shown} – {campaign}"
