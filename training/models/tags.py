"""Tags: what people have in common beside team, role and employment, in the organisation's own words."""

import uuid
from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from training.models.base import Base, WithId

_IN_USE = text("removed_at IS NULL")


class Tag(WithId, Base):
    """A tag. `name_en` is shown to people who read English, when it is set.

    A removed one is nobody's any more; its row stays, since campaigns that asked for it go on telling so.
    """

    __tablename__ = "tag"

    name: Mapped[str] = mapped_column(String(50))
    name_en: Mapped[str | None] = mapped_column(String(50))
    created_at: Mapped[datetime]
    removed_at: Mapped[datetime | None]

    __table_args__ = (
        CheckConstraint("name <> ''", name="named"),
        Index("uq_tag_name", "name", unique=True, sqlite_where=_IN_USE, postgresql_where=_IN_USE),
    )


class PersonTag(Base):
    """A tag that a person has."""

    __tablename__ = "person_tag"

    person_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("user.id"), primary_key=True)
    tag_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("tag.id"), primary_key=True, index=True)
    since: Mapped[datetime]
