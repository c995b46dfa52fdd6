"""Tags: what people have in common in the organisation's own words. Campaigns ask for them."""

import uuid
from collections.abc import Collection, Iterable

from flask_babel import lazy_gettext as _l
from sqlalchemy import delete, insert

from training import audit, clock, constraints
from training.administration import queries
from training.administration.data import TAG_SEPARATORS, plain_tag
from training.administration.queries import TagUse
from training.errors import FieldError, Refused
from training.extensions import db
from training.models import PersonTag, Tag
from training.statements import inserting

ADDED = audit.declare("tag.added", "tag")
RENAMED = audit.declare("tag.renamed", "tag")
REMOVED = audit.declare("tag.removed", "tag", "people")
GIVEN = audit.declare("person.tagged", "person", "tag_id")
TAKEN = audit.declare("person.untagged", "person", "tag_id")

_BATCH = 1_000
# SQLite names a partial index by its column alone.
_TAKEN_NAME = {"uq_tag_name": ("name", _l("There is already a tag of this name."))}


def add_tag(name: str, name_en: str | None, actor_id: uuid.UUID | None) -> Tag:
    """Add a tag that nobody has yet; raise FieldError when its name is taken or can't be one."""
    tag = Tag(name=_checked(name, "name"), name_en=_english(name_en), created_at=clock.now())
    with constraints.as_field_errors(_TAKEN_NAME):
        db.session.add(tag)
    audit.record(ADDED, tag.id, actor_id)
    return tag


def rename_tag(tag_id: uuid.UUID, name: str, name_en: str | None, actor_id: uuid.UUID | None) -> None:
    """Give a tag another name; whoever has it keeps it, and campaigns ask for the same people."""
    tag = queries.get_tag(tag_id, to_change=True)
    wanted = (_checked(name, "name"), _english(name_en))
    if (tag.name, tag.name_en) == wanted:
        return
    with constraints.as_field_errors(_TAKEN_NAME):
        tag.name, tag.name_en = wanted
    audit.record(RENAMED, tag_id, actor_id)


def remove_tag(tag_id: uuid.UUID, actor_id: uuid.UUID | None) -> None:
    """Take a tag from everybody and out of use; raise Refused while a running campaign leaves people out by it."""
    tag = queries.get_tag(tag_id, to_change=True)
    if any(TagUse.EXCLUSION in use.uses and not use.is_closed for use in queries.list_campaign_uses(tag_id)):
        raise Refused(
            _l(
                "A campaign that still runs leaves out whoever has this tag. Without the tag it would be assigned to"
                " them. Close that campaign first."
            )
        )
    people = queries.count_tagged(tag_id)
    db.session.execute(delete(PersonTag).where(PersonTag.tag_id == tag_id))
    tag.removed_at = clock.now()
    db.session.flush()
    audit.record(REMOVED, tag_id, actor_id, people=people)


def give_tag(tag_id: uuid.UUID, person_ids: Collection[uuid.UUID], actor_id: uuid.UUID | None) -> int:
    """Give a tag to those of these people who are here and do not have it; return how many they are."""
    queries.get_tag(tag_id, to_change=True)
    given: list[uuid.UUID] = []
    for batch in _batches(person_ids):
        present = queries.list_present(batch)
        rows = [{"person_id": person_id, "tag_id": tag_id, "since": clock.now()} for person_id in present]
        if rows:
            adding = inserting(PersonTag).values(rows).on_conflict_do_nothing()
            given += db.session.scalars(adding.returning(PersonTag.person_id))
    audit.record_many(GIVEN, [(person_id, {"tag_id": tag_id.hex}) for person_id in given], actor_id)
    return len(given)


def take_tag(tag_id: uuid.UUID, person_ids: Collection[uuid.UUID], actor_id: uuid.UUID | None) -> int:
    """Take a tag from those of these people who have it; return how many they are."""
    queries.get_tag(tag_id, to_change=True)
    taken: list[uuid.UUID] = []
    for batch in _batches(person_ids):
        own = delete(PersonTag).where(PersonTag.tag_id == tag_id, PersonTag.person_id.in_(batch))
        taken += db.session.scalars(own.returning(PersonTag.person_id))
    audit.record_many(TAKEN, [(person_id, {"tag_id": tag_id.hex}) for person_id in taken], actor_id)
    return len(taken)


def set_tags(person_id: uuid.UUID, tag_ids: Collection[uuid.UUID], actor_id: uuid.UUID | None) -> None:
    """Let a person have exactly these tags; raise FieldError when one of them was removed meanwhile."""
    present = queries.list_tags_of([person_id], "ja")[person_id].keys()
    added, gone = sorted({*tag_ids} - present), sorted(present - {*tag_ids})
    if queries.hold_tags(added) != {*added}:
        raise FieldError("tags", _l("One of these tags no longer exists. Choose again."))
    if added:
        now = clock.now()
        rows = [{"person_id": person_id, "tag_id": tag_id, "since": now} for tag_id in added]
        db.session.execute(insert(PersonTag), rows)
    if gone:
        own = PersonTag.person_id == person_id
        db.session.execute(delete(PersonTag).where(own, PersonTag.tag_id.in_(gone)))
    for event, changed in ((GIVEN, added), (TAKEN, gone)):
        for tag_id in changed:
            audit.record(event, person_id, actor_id, tag_id=tag_id.hex)


def _english(name: str | None) -> str | None:
    return _checked(name, "name_en") if plain_tag(name) else None


def _checked(name: str | None, field: str) -> str:
    wanted = plain_tag(name)
    if not wanted:
        raise FieldError(field, _l("Enter the name of the tag."))
    if TAG_SEPARATORS & {*wanted}:
        raise FieldError(field, _l("A tag’s name can’t contain commas or semicolons: they stand between two tags."))
    return wanted


def _batches(person_ids: Iterable[uuid.UUID]) -> Iterable[list[uuid.UUID]]:
    wanted = sorted({*person_ids})
    return (wanted[start : start + _BATCH] for start in range(0, len(wanted), _BATCH))
