"""What the worker does, and how often. A feature adds a line here."""

import uuid
from threading import Thread

from flask import current_app

from training import throttle, transaction
from training.administration.importing import keeping
from training.administration.retention import service as retention
from training.campaigns import ticking
from training.coverage import service as coverage
from training.jobs import ticks
from training.jobs.ticks import Tick
from training.learning.service import finish_expired, regrade_older, regrade_recent
from training.ledger import checks, heads, service
from training.ledger.verifying import verify
from training.mail.delivery import deliver
from training.reminders import debriefs
from training.reminders import service as reminders
from training.team.completion import service as completion
from training.team.gaps import service as gaps


def _deliver() -> str:
    return ", ".join(f"{number} {state}" for state, number in sorted(deliver().items()))


def _finish_expired() -> str:
    number = finish_expired()
    return f"{number} finished" if number else ""


def _seal_recent() -> str:
    number = service.seal(recent=True)
    return f"{number} sealed" if number else ""


def _seal_all() -> str:
    number = service.seal()
    return f"{number} sealed late" if number else ""


def _check_ledger() -> str:
    """Begin a check beside the other ticks, which do not wait for it; one that breaks off is done again."""
    check_id = transaction.run(checks.take)
    if check_id is None:
        return ""
    app = current_app._get_current_object()  # type: ignore[attr-defined]  # the proxy's own way
    Thread(target=ticks.once, args=(app, Tick("ledger check", lambda: _finish(check_id))), daemon=True).start()
    return "begun"


def _finish(check_id: uuid.UUID) -> str:
    report = checks.finish(check_id, verify)
    return "intact" if report.is_intact else f"{report.found} findings"


def _remind() -> str:
    reminded, told = reminders.remind()
    return f"{reminded} reminded, {told} managers told" if reminded or told else ""


def _remind_seldom() -> str:
    weekly, moved = reminders.write_weekly(), reminders.tell_moved()
    return f"{weekly} weekly mails, {moved} told of another due date" if weekly or moved else ""


def _send_heads() -> None:
    transaction.run(heads.send_due)


def _forget_old_attempts() -> int:
    return transaction.run(throttle.forget_old)


def _erase_imported() -> int:
    return transaction.run(keeping.erase_outdated)


def _pseudonymise() -> str:
    number = retention.pseudonymise(retention.IN_A_TICK)
    return f"{number} pseudonymised" if number else ""


def _tick_campaigns() -> str:
    return ", ".join(f"{number} {what}" for what, number in sorted(ticking.tick().items()))


def _settle_gaps() -> str:
    number = gaps.settle(debriefs.announce)
    return f"{number} cycles settled" if number else ""


def _count_completion() -> str:
    number = completion.count_changed()
    return f"{number} teams counted" if number else ""


def _count_coverage() -> str:
    return "counted" if coverage.count_when_old() else ""


TICKS = (
    Tick("campaigns", _tick_campaigns, every_minutes=5),
    Tick("completion", _count_completion),
    Tick("ledger heads", _send_heads, every_minutes=30),
    Tick("reminders", _remind),
    Tick("weekly mails and moved due dates", _remind_seldom, every_minutes=10),
    Tick("mail", _deliver),
    Tick("time limits", _finish_expired),
    Tick("rulings", regrade_recent),
    Tick("gaps", _settle_gaps, every_minutes=30),
    Tick("coverage", _count_coverage, every_minutes=10),
    Tick("older rulings", regrade_older, every_minutes=30),
    Tick("ledger seals", _seal_recent, every_minutes=5),
    Tick("late ledger seals", _seal_all, every_minutes=60),
    Tick("ledger check", _check_ledger),
    Tick("names in old imports", _erase_imported, every_minutes=30),
    Tick("leavers", _pseudonymise, every_minutes=30),
    Tick("old sign-in attempts", _forget_old_attempts, every_minutes=30),
)
