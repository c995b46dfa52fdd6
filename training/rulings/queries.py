"""Which rulings are in force: of all on one wording of a question, the latest that can be read."""

import logging
import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from pydantic import ValidationError
from sqlalchemy import ColumnElement, and_, bindparam, select

from questions.play import StepRef
from questions.ruling import Ruling, read_ruling
from training.extensions import db
from training.models import ReleaseStep
from training.models import Ruling as RulingRow
from training.statements import list_rows

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class InForce:
    """A ruling that has not been replaced by a later one on the same wording."""

    id: uuid.UUID
    ruled_by: uuid.UUID | None
    ruling: Ruling

    @property
    def reason(self) -> str:
        """Return why it was ruled so."""
        return self.ruling.reason


def rules_on_step() -> ColumnElement[bool]:
    """Return the condition that joins a ruling to the steps of releases that ask in its wording.

    The revision is the one of the publication: worked out anew, it may differ in a later version of this program.
    """
    return and_(
        ReleaseStep.question_uid == RulingRow.question_uid,
        ReleaseStep.question_revision == RulingRow.question_revision,
    )


_IN_FORCE = (
    select(ReleaseStep.scenario_key, ReleaseStep.step_key, RulingRow.id, RulingRow.ruled_by, RulingRow.document)
    .join(RulingRow, rules_on_step())
    .where(ReleaseStep.release_id == bindparam("release_id"))
    .order_by(RulingRow.ruled_at, RulingRow.id)
)
_ON_STEP = _IN_FORCE.where(
    ReleaseStep.scenario_key == bindparam("scenario_key"), ReleaseStep.step_key == bindparam("step_key")
)


def list_in_force(release_id: uuid.UUID) -> dict[StepRef, InForce]:
    """Map every step of a release that was ruled on to its latest ruling."""
    return _by_step(list_rows(_IN_FORCE, release_id=release_id))


def find_in_force(release_id: uuid.UUID, ref: StepRef) -> InForce | None:
    """Return the ruling in force on a step of a release, if any."""
    return _by_step(list_rows(_ON_STEP, release_id=release_id, scenario_key=ref[0], step_key=ref[1])).get(ref)


def find_latest(question_uid: str, revision: str) -> InForce | None:
    """Return the ruling in force on a wording of a question, if any."""
    rows = db.session.execute(
        select(RulingRow.id, RulingRow.ruled_by, RulingRow.document)
        .where(RulingRow.question_uid == question_uid, RulingRow.question_revision == revision)
        .order_by(RulingRow.ruled_at.desc(), RulingRow.id.desc())
    )
    read = ((row, _read(row.id, row.document)) for row in rows)
    return next((InForce(row.id, row.ruled_by, ruling) for row, ruling in read if ruling), None)


def is_in_force(ruling_id: uuid.UUID) -> bool:
    """Tell whether a ruling is the latest of those on its wording that can be read."""
    own = RulingRow.__table__.alias("own")
    rows = db.session.execute(
        select(RulingRow.id, RulingRow.document)
        .join(
            own,
            and_(
                own.c.question_uid == RulingRow.question_uid,
                own.c.question_revision == RulingRow.question_revision,
            ),
        )
        .where(own.c.id == ruling_id)
        .order_by(RulingRow.ruled_at.desc(), RulingRow.id.desc())
    )
    return next((row.id for row in rows if _read(row.id, row.document)), None) == ruling_id


def _by_step(rows: Iterable[Any]) -> dict[StepRef, InForce]:
    read = [(row, _read(row.id, row.document)) for row in rows]
    return {(row.scenario_key, row.step_key): InForce(row.id, row.ruled_by, ruling) for row, ruling in read if ruling}


@lru_cache(maxsize=512)
def _read(ruling_id: uuid.UUID, document: str) -> Ruling | None:
    """Return the ruling that a row holds; None, and a word to the operator, when it can't be read at all."""
    try:
        return read_ruling(document)
    except ValidationError:
        # One row that is no ruling must not close the pages of everybody who met that question.
        logger.exception("ruling %s can't be read, so the one before it, or the published key, is in force", ruling_id)
        return None
