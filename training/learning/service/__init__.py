"""Beginning an attempt, storing an answer once, and finishing everything together."""

from training.learning.service.answering import answer, asks_certainty
from training.learning.service.finishing import finish_expired, finish_time_up
from training.learning.service.starting import start, write_end

__all__ = ["answer", "asks_certainty", "finish_expired", "finish_time_up", "start", "write_end"]
