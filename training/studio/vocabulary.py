"""What languages and countries are called, and the short names of topics and audiences that many will use."""

import re
from collections.abc import Iterable
from itertools import chain
from unicodedata import normalize

from babel import Locale
from flask_babel import get_locale, gettext
from flask_babel import lazy_gettext as _l

from questions.release import Bank
from questions.text import NEUTRAL

Names = list[tuple[str, str]]

_LANGUAGES = {"ja": _l("Japanese"), "en": _l("English")}
LANGUAGE_CHOICES = [*_LANGUAGES.items()]

AUDIENCES = {
    "everybody": _l("all staff"),
    "manager": _l("managers"),
    "vendor-owner": _l("who chooses or looks after external services"),
}
TOPICS = {
    "acceptable-use": _l("rules for the use of services"),
    "alert-handling": _l("handling of alerts"),
    "awareness": _l("awareness"),
    "bcc": _l("addresses visible to others"),
    "bec-fraud": _l("fraud by business e-mail"),
    "breach-notification": _l("report and notice of leaks"),
    "business-continuity": _l("work without systems"),
    "cloud-misconfiguration": _l("wrong settings of cloud services"),
    "concealment": _l("hiding an incident"),
    "credential-stuffing": _l("sign-ins with passwords leaked elsewhere"),
    "credential-theft": _l("stolen sign-in data"),
    "data-handling": _l("handling of personal data"),
    "disposal": _l("disposal of devices and papers"),
    "generative-ai": _l("use of generative AI"),
    "help-desk-social-engineering": _l("false calls to the help desk"),
    "incident-response": _l("response to incidents"),
    "insider": _l("misuse by insiders"),
    "leaver-accounts": _l("accounts of those who left"),
    "lost-device": _l("lost devices and papers"),
    "mfa": _l("sign-in in two steps"),
    "mfa-fatigue": _l("repeated requests to confirm a sign-in"),
    "mis-send": _l("mis-sent mail or fax"),
    "password-reuse": _l("one password for several services"),
    "patching": _l("updates and weaknesses"),
    "payment-page-tampering": _l("altered payment pages"),
    "phishing": _l("phishing"),
    "publishing-error": _l("published by mistake"),
    "ransomware": _l("ransomware"),
    "remote-work": _l("work from elsewhere"),
    "subcontracting": _l("passing work on to subcontractors"),
    "supplier-oversight": _l("supervision of contractors"),
    "vishing": _l("fraud by telephone"),
    "vpn": _l("remote access to the network"),
}
MEANINGS = AUDIENCES | TOPICS

_COUNTRY = re.compile("[A-Z]{2}")
_NO_COUNTRIES = frozenset({"EU", "EZ", "QO", "UN", "XA", "XB", "ZZ"})
_FIRST = "JP"
"""The country that most will pick."""


def language_name(tag: str) -> str:
    """Return what a language is called on this page; texts that are the same in all have none of their own."""
    return gettext("all languages") if tag == NEUTRAL else str(_LANGUAGES.get(tag, tag))


def of_documents(bank: Bank) -> dict[str, Names]:
    """Return what a document can be filed under, in words: known topics and audiences, and those that others name."""
    topics = [incident.topics for incident in bank.incidents.values()]
    topics += [scenario.topics for scenario in bank.scenarios.values()]
    topics += [control.topics for control in bank.controls.values()]
    audience = [scenario.audience for scenario in bank.scenarios.values()]
    audience += [quiz.audience for quiz in bank.quizzes.values()]
    return {
        "all_topics": _in_words(chain(TOPICS, *topics)),
        "all_audiences": [*_in_words(AUDIENCES), *_in_words({*chain(*audience)} - {*AUDIENCES})],
    }


def countries() -> Names:
    """Return the countries by their codes, as this page's language calls them, in its alphabet, behind no choice."""
    locale = get_locale() or Locale("en")
    found = [(code, name) for code, name in locale.territories.items() if _COUNTRY.fullmatch(code)]
    known = [one for one in found if one[0] not in _NO_COUNTRIES]
    ordered = sorted(known, key=lambda one: (one[0] != _FIRST, normalize("NFKD", one[1])))
    return [("", gettext("Choose a country")), *ordered]


def _in_words(names: Iterable[str]) -> Names:
    words = [(name, begun(str(MEANINGS.get(name, name)))) for name in dict.fromkeys(names)]
    return sorted(words, key=lambda one: one[1])


def begun(words: str) -> str:
    """Return words with the capital letter of a label."""
    return words[:1].upper() + words[1:]
