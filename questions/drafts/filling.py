"""Filling slots: a fact where one is known, a placeholder where none is; every sentence notes what it rests on."""

import re
from collections.abc import Sequence
from typing import Any

from questions.drafts.known import Known
from questions.drafts.origin import Cited
from questions.drafts.pattern import ORGANISATION, SLOT, Telling, Words, slots_in
from questions.drafts.placeholders import placeholder
from questions.drafts.sentences import sentences
from questions.incident import Fact
from questions.text import LocalisedText

MOST_LISTED = 4
_ONE_OF_MANY = re.compile(r"(?<![\d,.])1 (days|people|records)\b")
_SINGULAR = {"days": "day", "people": "person", "records": "record"}

_OPEN = {
    "began_on": {"ja": "始まった日", "en": "when it began"},
    "noticed_on": {"ja": "気づいた日", "en": "when it was noticed"},
    "stopped_on": {"ja": "止めた日", "en": "when it was stopped"},
    "reported_on": {"ja": "当局へ報告した日", "en": "when it was reported to the authorities"},
    "told_on": {"ja": "本人へ知らせた日", "en": "when the people concerned were told"},
    "announced_on": {"ja": "公表した日", "en": "when it was announced"},
    "noticed_by": {"ja": "最初に気づいた人", "en": "who noticed it first"},
    "days_until_noticed": {"ja": "気づくまでの日数", "en": "days until it was noticed"},
    "days_until_stopped": {"ja": "止めるまでの日数", "en": "days until it was stopped"},
    "days_until_told": {"ja": "本人へ知らせるまでの日数", "en": "days until people were told"},
    "days_until_reported": {"ja": "報告までの日数", "en": "days until it was reported"},
    "people": {"ja": "影響を受けた人の数", "en": "how many people"},
    "records": {"ja": "影響を受けた件数", "en": "how many records"},
    "data": {"ja": "影響を受けた情報の種類", "en": "which data"},
}

_TO_CHOOSE = LocalisedText(
    {
        "ja": "［ここを決める：下の事実のうち、この場面に関わるものを残す］",
        "en": "[decide: keep those of the facts below that concern this moment]",
    }
)


class Filling:
    """The texts of one step while its slots are filled; `cited` collects their sentences."""

    def __init__(self, known: Known) -> None:
        self.known = known
        self.cited: list[Cited] = []

    def text(self, text: LocalisedText) -> dict[str, str]:
        """Return a text with its slots filled."""
        return {tag: self._filled(tag, said) for tag, said in text.root.items()}

    def what_happened(self, tellings: Sequence[Telling], cites: Words | None) -> dict[str, Any]:
        """Return what happened, with facts listed below: those cited, or some to choose from where no fact fits."""
        told = [telling for telling in tellings if not (telling.optional and self._open_slots(telling))]
        listed = self._to_list(told, cites)
        before = len(self.cited)
        texts = [self.text(telling.text) for telling in told if listed or not telling.leads]
        facts = [key for sentence in self.cited[before:] for key in sentence.facts]
        if not facts and not listed:
            texts, listed = [*texts, self.text(_TO_CHOOSE)], self.known.events[:MOST_LISTED]
        tags = sorted({tag for text in texts for tag in text} or {"en", "ja"})
        lists = {tag: self._listed(tag, listed) for tag in tags} if listed else {}
        facts += [fact.key for fact in listed]
        joined = {tag: ("" if tag == "ja" else " ").join(text.get(tag, "") for text in texts) for tag in tags}
        whole = {tag: "\n\n".join(filter(None, (said.strip(), lists.get(tag)))) for tag, said in joined.items()}
        return {"text": whole, "facts": list(dict.fromkeys(facts))}

    def _to_list(self, told: list[Telling], cites: Words | None) -> list[Fact]:
        """Return the facts that are listed: those that no sentence rests on yet."""
        filled = [self.known.values[name] for name in slots_in(told) if name in self.known.values]
        said = {key for value in filled for key in value.facts}
        citing = self.known.citing(cites) if cites else []
        return [fact for fact in citing if fact.key not in said][:MOST_LISTED]

    def _listed(self, tag: str, facts: list[Fact]) -> str:
        said = [(fact.key, " ".join(fact.text.in_language(tag).split())) for fact in facts]
        self.cited += [Cited(language=tag, text=part, facts=[key]) for key, text in said for part in sentences(text)]
        return "\n".join(f"- {text}" for _key, text in said)

    def _open_slots(self, telling: Telling) -> set[str]:
        return set(slots_in(telling)) - {*self.known.values, ORGANISATION}

    def _filled(self, tag: str, said: str) -> str:
        for sentence in sentences(said):
            used = [self.known.values[name] for name in SLOT.findall(sentence) if name in self.known.values]
            facts = list(dict.fromkeys(key for value in used for key in value.facts))
            self.cited.append(Cited(language=tag, text=self._put_in(tag, sentence), facts=facts))
        return self._put_in(tag, said)

    def _put_in(self, tag: str, said: str) -> str:
        filled = SLOT.sub(lambda found: self._value(tag, found[1]), said)
        # Patterns are written for many; only here is it known that it was one.
        return _ONE_OF_MANY.sub(lambda found: f"1 {_SINGULAR[found[1]]}", filled) if tag == "en" else filled

    def _value(self, tag: str, name: str) -> str:
        if name == ORGANISATION:
            return self.known.incident.organisation.in_language(tag)
        value = self.known.values.get(name)
        language = "ja" if tag == "ja" else "en"
        return value.texts[language] if value else placeholder(tag, _OPEN[name][language])
