"""Forms whose words other people will read: what they expose is shown first, and may be kept expressly."""

import json
from collections.abc import Collection

from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import BooleanField, Field, HiddenField

from questions.redaction.gate import Sort
from questions.redaction.plain import gist
from questions.text import visible

Exposed = Collection[tuple[Sort, str]]

_SAID = {
    Sort.PERSON: _l("“%(words)s” names a person."),
    Sort.LIKELY: _l("“%(words)s” may be the name of a person."),
    Sort.EMAIL: _l("“%(words)s” is an e-mail address that somebody may have."),
    Sort.TELEPHONE: _l("“%(words)s” is a telephone number that somebody may have."),
    Sort.ACCOUNT: _l("“%(words)s” is the number of a card, an account or a person."),
    Sort.PLACE: _l("“%(words)s” is the address of a house."),
    Sort.ORGANISATION: _l("“%(words)s” names the organisation of a real incident."),
    Sort.PARTY: _l("“%(words)s” names an organisation that had a part in a real incident."),
}


class KeepingForm(FlaskForm):
    """A form with a tick by which words stay that were shown to expose something; no other words stay by it."""

    keep_words = BooleanField(_l("These words may stay, and everybody concerned may read them"))
    shown_words = HiddenField()

    def settle(self, found: Exposed, field: Field) -> bool:
        """Tell whether nothing is exposed but what was shown and is kept; else say beside `field` what is."""
        return self.settle_fields([(found, field)])

    def settle_fields(self, exposed: Collection[tuple[Exposed, Field]]) -> bool:
        """Do so for several fields, which share the tick."""
        shown, words = self._shown(), sorted({gist(words) for found, _field in exposed for _sort, words in found})
        self.shown_words.data = json.dumps(words) if words else ""
        if not words or (self.keep_words.data and shown.issuperset(words)):
            return True
        self.keep_words.data = False
        for found, field in exposed:
            told = [str(_SAID[sort]) % {"words": visible(words)} for sort, words in found]
            field.errors = [
                *field.errors,
                *told,
                *([gettext("Take it out, or tick that it may stay.")] if told else []),
            ]
        return False

    @property
    def kept(self) -> int:
        """Return how many words are kept that were shown; only after `settle`."""
        return len(self._shown()) if self.keep_words.data else 0

    @property
    def asks_to_keep(self) -> bool:
        """Tell whether something was shown that may be kept."""
        return bool(self._shown())

    def _shown(self) -> set[str]:
        try:
            listed = json.loads(self.shown_words.data or "[]")
        except ValueError:
            return set()
        return {word for word in listed if isinstance(word, str)} if isinstance(listed, list) else set()
