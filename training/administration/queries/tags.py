"""Tags, who has them, and which campaigns ask for them."""

import json
import uuid
from collections.abc import Collection, Sequence
from enum import StrEnum
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, func, or_, select

from training.errors import NotFound
from training.extensions import db
from training.i18n import language
from training.models import Campaign, PersonTag, Tag, User, UserStatus
from training.naming import name_in
from training.team.selection import Statement


class TagUse(StrEnum):
    """What a campaign does with a tag, by the key under which its audience holds it."""

    PART = "tag_ids"
    CONDITION = "only_tag_ids"
    EXCLUSION = "without_tag_ids"


class CampaignUse(NamedTuple):
    """A campaign that asks for a tag."""

    id: uuid.UUID
    name: str
    is_closed: bool
    uses: list[TagUse]


def tag_name(language: str) -> ColumnElement[str]:
    """Return the name of a tag for readers of `language`."""
    return name_in(Tag, language)


def select_tags(search: str, language: str) -> Statement:
    """Return the statement for id, name, and how many people are here who have it: people."""
    name = tag_name(language).label("name")
    people = (
        select(func.count())
        .select_from(PersonTag)
        .join(User, User.id == PersonTag.person_id)
        .where(PersonTag.tag_id == Tag.id, User.status != UserStatus.DEACTIVATED)
        .correlate(Tag)
        .scalar_subquery()
    )
    found = select(Tag.id, name, people.label("people")).where(Tag.removed_at.is_(None))
    if search:
        found = found.where(or_(*(column.icontains(search, autoescape=True) for column in (Tag.name, Tag.name_en))))
    return found.order_by(name, Tag.id)


def list_tags(language: str) -> list[tuple[uuid.UUID, str]]:
    """Return id and name of all tags in use, in the order of their names."""
    name = tag_name(language).label("name")
    rows = db.session.execute(select(Tag.id, name).where(Tag.removed_at.is_(None)).order_by(name, Tag.id))
    return [(row.id, row.name) for row in rows]


def list_tags_of(person_ids: Collection[uuid.UUID], language: str) -> dict[uuid.UUID, dict[uuid.UUID, str]]:
    """Return the tags of these people, each with its name."""
    found: dict[uuid.UUID, dict[uuid.UUID, str]] = {person_id: {} for person_id in person_ids}
    name = tag_name(language).label("name")
    rows = select(PersonTag.person_id, Tag.id, name).join(Tag, Tag.id == PersonTag.tag_id)
    for person_id, tag_id, text in db.session.execute(rows.where(PersonTag.person_id.in_(person_ids)).order_by(name)):
        found[person_id][tag_id] = text
    return found


def get_tag(tag_id: uuid.UUID, *, to_change: bool = False) -> Tag:
    """Return a tag in use, held for whoever means to change or remove it."""
    found = select(Tag).where(Tag.id == tag_id, Tag.removed_at.is_(None))
    if to_change:
        found = found.with_for_update().execution_options(populate_existing=True)
    tag = db.session.scalar(found)
    if tag is None:
        raise NotFound
    return tag


def hold_tags(tag_ids: Collection[uuid.UUID]) -> set[uuid.UUID]:
    """Return those of these tags that are in use, and let nobody remove them."""
    wanted = select(Tag.id).where(Tag.id.in_(tag_ids), Tag.removed_at.is_(None)).order_by(Tag.id)
    return set(db.session.scalars(wanted.with_for_update(read=True)))


def list_present(person_ids: Collection[uuid.UUID]) -> Sequence[uuid.UUID]:
    """Return those of these people who are here."""
    return db.session.scalars(
        select(User.id).where(User.id.in_(person_ids), User.status != UserStatus.DEACTIVATED)
    ).all()


def count_tagged(tag_id: uuid.UUID) -> int:
    """Return how many people who are here have a tag."""
    found = select(func.count()).select_from(PersonTag).join(User, User.id == PersonTag.person_id)
    return db.session.scalar(found.where(PersonTag.tag_id == tag_id, User.status != UserStatus.DEACTIVATED)) or 0


def list_campaign_uses(tag_id: uuid.UUID) -> Sequence[CampaignUse]:
    """Return the campaigns whose audiences name a tag, those that still run first."""
    rows: Sequence[Any] = db.session.execute(
        select(Campaign.id, name_in(Campaign, language()).label("name"), Campaign.closed_at, Campaign.audience)
        .where(Campaign.audience.contains(str(tag_id)))
        .order_by(Campaign.closed_at.is_not(None), Campaign.opens_at.desc(), Campaign.id)
    ).all()
    return [CampaignUse(row.id, row.name, row.closed_at is not None, _uses(row.audience, tag_id)) for row in rows]


def _uses(audience: str, tag_id: uuid.UUID) -> list[TagUse]:
    kept = json.loads(audience)
    return [use for use in TagUse if str(tag_id) in kept.get(use.value, [])]
