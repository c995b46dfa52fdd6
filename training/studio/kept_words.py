"""Who decided that words which name somebody stay: an event for each save that keeps more of them."""

from questions.canonical import Json
from questions.folders import kind_of
from questions.redaction.gate import RULE
from questions.redaction.plain import gist
from questions.text import Answers, Document
from training import audit
from training.models import DocumentRecord

WORDS_KEPT = audit.declare("words.kept", "document", "kind", "edition", "steps", "number")
"""The words themselves stand in the edition alone: the ledger names nobody."""


def record_kept_words(document: Document, before: Document | None, row: DocumentRecord) -> None:
    """Record that words are kept which the document did not keep before."""
    new = _kept(document) - (_kept(before) if before else set())
    if new:
        steps = sorted({step for step, _words in new if step})
        told: dict[str, Json] = {"kind": kind_of(type(document)), "edition": row.edition, "number": len(new)}
        audit.record(WORDS_KEPT, document.key, row.updated_by, **told, steps=[*steps])


def _kept(document: Document) -> set[tuple[str, str]]:
    """Return the step and the words of every such answer."""
    parts: list[tuple[str, Answers]] = [("", getattr(document, "kept_on_purpose", None))]
    parts += [(step.key, step.kept_on_purpose) for step in getattr(document, "steps", ())]
    return {(step, gist(each.words)) for step, told in parts for each in told or () if each.rule == RULE and each.words}
