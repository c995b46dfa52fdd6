"""Why a review is not somebody's to decide, said to this person."""

import uuid
from collections.abc import Iterable

from flask_babel import gettext

from questions.scenario import Scenario
from training import releases
from training.formatting import minute
from training.i18n import localised
from training.models import Review
from training.studio.editing.scenarios import step_names
from training.studio.publication import reviews
from training.studio.publication.writers import Writing, documents_of


def list_objections(review: Review, person_id: uuid.UUID) -> list[str]:
    """Say that this person asked, and what the person wrote, each step and document once; nothing when neither."""
    asked = [gettext("You asked for this review, so somebody else has to decide.")]
    own = [writing for writing in reviews.list_writers(review) if writing.person_id == person_id]
    return [*(asked if review.asked_by == person_id else []), *_told(own, review)]


def _told(writings: Iterable[Writing], review: Review) -> list[str]:
    documents = documents_of(releases.read(review.document))
    found: dict[tuple[str, str, str], str] = {}
    for writing in writings:
        document = documents.get((writing.kind, writing.key))
        title = localised(document.title) if document else writing.key  # type: ignore[attr-defined]  # all have one
        names = step_names(document) if isinstance(document, Scenario) else {}
        told = {"title": title, "when": minute(writing.at)}
        steps = [key for key in writing.steps if key in names]
        for key in steps:
            said = gettext("You changed the step “%(step)s” of “%(title)s” (%(when)s).", step=names[key], **told)
            found.setdefault((writing.kind, writing.key, key), said)
        if not steps:
            said = gettext("You changed “%(title)s” (%(when)s).", **told)
            found.setdefault((writing.kind, writing.key, ""), said)
    return list(found.values())
