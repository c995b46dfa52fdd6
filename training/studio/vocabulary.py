"""What languages are called, and what the short names of topics and audiences mean that many will use."""

from collections.abc import Iterable
from itertools import chain

from flask_babel import gettext
from flask_babel import lazy_gettext as _l

from questions.release import Bank
from questions.text import NEUTRAL

Names = list[tuple[str, str]]

_LANGUAGES = {"ja": _l("Japanese"), "en": _l("English")}
LANGUAGE_CHOICES = [*_LANGUAGES.items()]

MEANINGS = {
    "everybody": _l("all staff"),
    "manager": _l("managers"),
    "vendor-owner": _l("who chooses or looks after external services"),
    "awareness": _l("awareness"),
    "bcc": _l("addresses visible to others"),
    "bec-fraud": _l("fraud by business e-mail"),
    "breach-notification": _l("report and notice of leaks"),
    "data-handling": _l("handling of personal data"),
    "help-desk-social-engineering": _l("false calls to the help desk"),
    "incident-response": _l("response to incidents"),
    "insider": _l("misuse by insiders"),
    "lost-device": _l("lost devices and papers"),
    "mis-send": _l("mis-sent mail or fax"),
    "patching": _l("updates and weaknesses"),
    "payment-page-tampering": _l("altered payment pages"),
    "phishing": _l("phishing"),
    "publishing-error": _l("published by mistake"),
    "ransomware": _l("ransomware"),
    "supplier-oversight": _l("supervision of contractors"),
}


def language_name(tag: str) -> str:
    """Return what a language is called on this page; texts that are the same in all have none of their own."""
    return gettext("all languages") if tag == NEUTRAL else str(_LANGUAGES.get(tag, tag))


def in_use(bank: Bank) -> dict[str, Names]:
    """Return the topics and audiences that documents name, each with its meaning."""
    topics = [incident.topics for incident in bank.incidents.values()]
    topics += [scenario.topics for scenario in bank.scenarios.values()]
    topics += [control.topics for control in bank.controls.values()]
    audience = [scenario.audience for scenario in bank.scenarios.values()]
    audience += [quiz.audience for quiz in bank.quizzes.values()]
    return {
        "topics_in_use": _with_meanings(chain.from_iterable(topics)),
        "audience_in_use": _with_meanings(chain.from_iterable(audience)),
    }


def _with_meanings(names: Iterable[str]) -> Names:
    return [(name, str(MEANINGS.get(name, name))) for name in sorted(set(names))]
