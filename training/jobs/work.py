"""What the worker does, and how often. A feature adds a line here."""

from training import transaction
from training.accounts import throttle
from training.jobs.ticks import Tick
from training.learning.service import finish_expired, regrade_older, regrade_recent
from training.mail.delivery import deliver


def _deliver() -> str:
    return ", ".join(f"{number} {state}" for state, number in sorted(deliver().items()))


def _finish_expired() -> str:
    number = finish_expired()
    return f"{number} finished" if number else ""


def _forget_old_attempts() -> int:
    return transaction.run(throttle.forget_old)


TICKS = (
    Tick("mail", _deliver),
    Tick("time limits", _finish_expired),
    Tick("rulings", regrade_recent),
    Tick("older rulings", regrade_older, every_minutes=30),
    Tick("old sign-in attempts", _forget_old_attempts, every_minutes=30),
)
