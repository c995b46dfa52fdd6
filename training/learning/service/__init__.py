"""Attempts begun, answered, finished, marked again after a ruling; and what was typed, kept for who signs in again."""

from training.learning.drafts import NOT_KEPT, Kept, is_decision, keep_sent, open_envelope
from training.learning.regrading_queries import count_unreached
from training.learning.service.answering import TooLate, answer, asks_certainty
from training.learning.service.expiry import finish_expired
from training.learning.service.finishing import finish_if_expired, finish_time_up
from training.learning.service.regrading import regrade_all, regrade_older, regrade_recent
from training.learning.service.starting import start, write_end

__all__ = [
    "NOT_KEPT",
    "Kept",
    "TooLate",
    "answer",
    "asks_certainty",
    "count_unreached",
    "finish_expired",
    "finish_if_expired",
    "finish_time_up",
    "is_decision",
    "keep_sent",
    "open_envelope",
    "regrade_all",
    "regrade_older",
    "regrade_recent",
    "start",
    "write_end",
]
