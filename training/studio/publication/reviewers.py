"""Who could decide a review that somebody asks for, and whether the one who is asked in particular could."""

import uuid

from flask_babel import lazy_gettext as _l

from questions.quiz import ReleaseDocument
from training.errors import FieldError
from training.studio.publication import review_queries
from training.studio.publication.writers import list_unpublished


def map_able(document: ReleaseDocument, asker_id: uuid.UUID) -> dict[uuid.UUID, str]:
    """Map those who neither ask nor wrote to their names."""
    wrote = {writing.person_id for writing in list_unpublished(document)}
    able = review_queries.map_reviewers()
    return {person_id: name for person_id, name in able.items() if person_id != asker_id and person_id not in wrote}


def checked(chosen: str, document: ReleaseDocument, asker_id: uuid.UUID) -> uuid.UUID | None:
    """Return whom a form asks in particular, None for nobody; raise FieldError at `reviewer` with the reason."""
    if not chosen:
        return None
    people = {person_id.hex: person_id for person_id in review_queries.map_reviewers()}
    person_id = people.get(chosen)
    if person_id is None:
        raise FieldError("reviewer", _l("This person can’t review at present. Choose somebody else."))
    if person_id == asker_id:
        raise FieldError("reviewer", _l("You ask for this review, so somebody else has to decide."))
    if person_id not in map_able(document, asker_id):
        raise FieldError("reviewer", _l("This person wrote some of what is reviewed. Choose somebody else."))
    return person_id
