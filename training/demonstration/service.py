"""Making the demonstration organisation, and taking it away again."""

from sqlalchemy import delete, exists, func, select, update

from training import clock, settings
from training.demonstration import courses, decisions, everyday, founding
from training.demonstration.cast import PEOPLE, SIGN_INS
from training.demonstration.world import World
from training.extensions import db
from training.ledger import service as ledger
from training.models import (
    Approval,
    Base,
    ControlRecord,
    DocumentEdition,
    IncidentRecord,
    MailState,
    OlderText,
    OutgoingMail,
    QuizDraft,
    Release,
    ReleaseEdition,
    ReleaseScenario,
    ReleaseStep,
    ReleaseStepControl,
    ScenarioDraft,
    User,
)
from training.models.base import REMOVES_DEMONSTRATION
from training.team.gaps import service as gaps

CONTENT = (IncidentRecord, ControlRecord, ScenarioDraft, QuizDraft)
EDITED = (DocumentEdition, OlderText)
RELEASED = (Release, ReleaseEdition, ReleaseScenario, ReleaseStep, ReleaseStepControl)
STILL_WAITING = 3
REMOVED = "demonstration_removed"


class NotEmpty(Exception):
    """The database has people already, so that an invented organisation would mix with a real one."""


class NotDemonstration(Exception):
    """The database holds no demonstration organisation."""


class OthersInIt(Exception):
    """People were added by hand since; `number` says how many."""

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.number = number


def is_empty() -> bool:
    """Tell whether nobody is in the database yet."""
    return not db.session.scalar(select(exists().where(User.id.is_not(None))))


def was_removed() -> bool:
    """Tell whether the demonstration was taken away and nobody has begun since; it does not come back by itself."""
    return is_empty() and settings.find(REMOVED) is True


def is_demonstration() -> bool:
    """Tell whether the database holds the demonstration organisation."""
    return settings.find(founding.DEMONSTRATION) is True


def load(secret_hash: str) -> None:
    """Play the invented months through the real services; raise NotEmpty when anybody is there.

    Joins the present transaction: all of it is there, or nothing.
    """
    if not is_empty():
        raise NotEmpty
    world = World(clock.now())
    founding.plan(world, secret_hash)
    courses.plan(world)
    decisions.plan(world)
    everyday.plan(world)
    world.play()
    settings.store(founding.MADE_PEOPLE, [*sorted(person_id.hex for person_id in world.people.values())])
    _settle_mail(world)
    gaps.settle_due()
    db.session.flush()


def _settle_mail(world: World) -> None:
    """Let the mail of the past count as sent, so that the outbox looks lived in and nothing old ever goes out."""
    is_past = (OutgoingMail.state == MailState.QUEUED, OutgoingMail.next_at <= world.now)
    ids = list(db.session.scalars(select(OutgoingMail.id).where(*is_past).order_by(OutgoingMail.next_at)))
    sent, (refused, unknown, *_waiting) = ids[:-STILL_WAITING], (ids[-STILL_WAITING:])
    values = {"state": MailState.SENT, "sent_at": OutgoingMail.next_at, "tries": 1}
    db.session.execute(update(OutgoingMail).where(OutgoingMail.id.in_(sent)).values(values))
    for mail_id, state, error in (
        (refused, MailState.FAILED, "550 5.1.1 mailbox unavailable"),
        (unknown, MailState.UNCERTAIN, "The connection broke while the mail was leaving."),
    ):
        values = {"state": state, "tries": 1, "error": error}
        db.session.execute(update(OutgoingMail).where(OutgoingMail.id == mail_id).values(values))


def remove(*, everybody: bool = False) -> int:
    """Take the demonstration organisation away and return how many people that were.

    Cases and releases stay. The ledger was invented too and goes as a whole, with its seals; it begins anew with an
    event that tells so. Raise NotDemonstration, or OthersInIt when people were added by hand, unless `everybody`.
    """
    if not is_demonstration():
        raise NotDemonstration
    others = _count_others()
    if others and not everybody:
        raise OthersInIt(others)
    number = db.session.scalar(select(func.count()).select_from(User)) or 0
    for record in CONTENT:
        db.session.execute(update(record).values(updated_by=None))
    db.session.execute(update(DocumentEdition).values(saved_by=None))
    _forget_reviews()
    kept = {model.__tablename__ for model in (*CONTENT, *EDITED, *RELEASED)}
    removal = ledger.note_removal()
    for table in reversed(Base.metadata.sorted_tables):
        if table.name not in kept:
            db.session.execute(delete(table), execution_options=REMOVES_DEMONSTRATION)
    settings.store(REMOVED, True)
    ledger.record_removal(removal)
    return number


def _forget_reviews() -> None:
    """Let the releases stay without the invented people who answered for them."""
    unheard = {"published_by": None, "review_id": None, "review_state": None, "declaration": None}
    reviewed = update(Release).where(Release.approval != Approval.PROGRAM).values(approval=Approval.UNRECORDED)
    for statement in (reviewed.values(unheard), update(Release).values(published_by=None)):
        db.session.execute(statement, execution_options=REMOVES_DEMONSTRATION)


def _count_others() -> int:
    made = settings.find(founding.MADE_PEOPLE)
    known = set(made) if isinstance(made, list) else set()
    return sum(person_id.hex not in known for person_id in db.session.scalars(select(User.id)))


def list_sign_ins() -> list[tuple[str, str, str]]:
    """List (what for, name, sign-in name) of the people whose eyes are worth looking through."""
    plans = {person.key: person for person in PEOPLE}
    return [
        (sign_in.label, plans[sign_in.key].name, plans[sign_in.key].address or plans[sign_in.key].number)
        for sign_in in SIGN_INS
    ]
