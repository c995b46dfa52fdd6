"""What a person may do with a training and what it is worth, said again in plain Python: the measure for the product.

The quiz is the small one of `tests.factories.documents`: open, fields, order, then after; who sends at once comes by
the scene of the trouble.
"""

import uuid
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from fractions import Fraction
from typing import NamedTuple

from tests.factories.documents import sent

STEPS = ("open", "fields", "order", "after")
SCENARIO = {"open": "first", "trouble": "first", "fields": "first", "order": "first", "after": "second"}
PASS_MARK = 70
GRACE = timedelta(seconds=30)

Form = dict[str, list[str]]


class Reply(NamedTuple):
    """An answer to a step, and what it earns before any ruling."""

    step: str
    kept: tuple[str, ...]
    points: Fraction

    def form(self, tag: str) -> Form:
        """Return what is sent where the wording has this tag."""
        return sent((f"{SCENARIO[self.step]}-{tag}", self.step), self.kept)


_WORTH: dict[str, dict[tuple[str, ...], Fraction]] = {
    "open": {("call",): Fraction(1), ("send",): Fraction(0), ("wait",): Fraction(0)},
    "fields": {
        ("to", "cc"): Fraction(1),
        ("to",): Fraction(1, 2),
        ("to", "cc", "date"): Fraction(1, 2),
        ("subject", "date"): Fraction(0),
    },
    "order": {
        ("stop", "tell", "write"): Fraction(1),
        ("stop", "write", "tell"): Fraction(2, 3),
        ("write", "tell", "stop"): Fraction(0),
    },
    "after": {("wait",): Fraction(1), ("call",): Fraction(0), ("send",): Fraction(0)},
}

REPLIES: dict[str, list[Reply]] = {
    step: [Reply(step, kept, points) for kept, points in worth.items()] for step, worth in _WORTH.items()
}
"""The best reply to each step stands first, a worthless one last."""

MALFORMED: dict[str, list[Form]] = {
    "open": [{}, {"choice": ["no-such-option"]}, {"choice": ["call", "send"]}, {"place": ["1"]}],
    "fields": [{}, {"choice": ["to", "no-such-option"]}, {"choice": [""]}],
    "order": [
        {},
        {"choice": ["stop", "tell", "write"]},
        {"place-stop": ["1"], "place-tell": ["2"], "place-write": ["3"]},
    ],
    "after": [{}, {"choice": ["WAIT"]}, {"choice": ["wait", "wait"]}],
}


@dataclass(frozen=True)
class Rules:
    """The settings of the quiz."""

    feedback: str
    counts: str
    attempts_allowed: int | None
    waiting_hours: int | None
    time_limit_minutes: int | None
    certainty: bool
    practice: bool


@dataclass
class Taken:
    """An answer as it was stored."""

    reply: Reply
    team: uuid.UUID
    certainty: int | None


@dataclass
class Attempt:
    """One attempt; `marks` lists what each answer was ever marked with, the mark in force last."""

    tag: str
    practice: bool
    number: int
    ends_at: datetime | None
    answers: dict[str, Taken] = field(default_factory=dict)
    drafts: dict[str, Form] = field(default_factory=dict)
    marks: dict[str, list[Fraction]] = field(default_factory=dict)
    ended: str | None = None
    finished_at: datetime | None = None
    passed: bool = False

    @property
    def next_step(self) -> str | None:
        """Return the decision that is open, or None when all are taken."""
        return next((step for step in STEPS if step not in self.answers), None)

    @property
    def met(self) -> set[str]:
        """Return the steps that the person has come to."""
        met = {*self.answers, *([self.next_step] if self.next_step else [])}
        came_by_trouble = "open" in self.answers and self.answers["open"].reply.kept == ("send",)
        return met | ({"trouble"} if came_by_trouble else set())

    @property
    def share(self) -> Fraction:
        """Return the share of the marks over all decisions, answered or not."""
        return sum((given[-1] for given in self.marks.values()), Fraction()) / len(STEPS)


class Refused(Exception):
    """The product must refuse this."""


@dataclass
class Model:
    """A person with one assignment, and what the world around says."""

    rules: Rules
    tag: str
    team: uuid.UUID
    now: datetime
    due_at: datetime
    closed: bool = False
    extra_minutes: int = 0
    status: str = "not_started"
    counted_score: float | None = None
    certified: Attempt | None = None
    mails: list[str] = field(default_factory=list)
    attempts: list[Attempt] = field(default_factory=list)
    ruled: dict[str, dict[str, Fraction]] = field(default_factory=dict)
    """By the tag of the wording: what the options of the first decision are worth now."""

    def finished(self, *, practice: bool = False) -> list[Attempt]:
        """List the finished attempts that count, or the finished practice."""
        return [attempt for attempt in self.attempts if attempt.ended and attempt.practice is practice]

    def unfinished(self, *, practice: bool) -> Attempt | None:
        """Return the open attempt, if any."""
        return next((one for one in self.attempts if not one.ended and one.practice is practice), None)

    def start(self, *, practice: bool) -> Attempt:
        """Begin an attempt, or go on with the open one; raise Refused when neither may be."""
        going_on = self.unfinished(practice=practice)
        if going_on:
            return going_on
        if practice:
            may = self.rules.practice and self._nothing_can_count() and not self.unfinished(practice=False)
        else:
            may = not self._nothing_can_count() and not self._must_wait()
        if not may:
            raise Refused
        number = 1 + sum(attempt.practice is practice for attempt in self.attempts)
        self.attempts.append(Attempt(self.tag, practice, number, None if practice else self._end()))
        if not practice:
            self.status = "in_progress"
        return self.attempts[-1]

    def _nothing_can_count(self) -> bool:
        number, allowed = len(self.finished()), self.rules.attempts_allowed
        used_up = (allowed is not None and number >= allowed) or (self.rules.counts == "first" and number > 0)
        return self.status == "passed" or self.closed or used_up

    def _must_wait(self) -> bool:
        hours, ends = self.rules.waiting_hours, [one.finished_at for one in self.finished() if one.finished_at]
        return bool(hours and ends and self.now < max(ends) + timedelta(hours=hours))

    def _end(self) -> datetime | None:
        minutes = self.rules.time_limit_minutes
        return self.now + timedelta(minutes=minutes + self.extra_minutes) if minutes else None

    def grant(self, minutes: int) -> None:
        """Give the person more minutes than others, in an open attempt as well, and say so in a mail."""
        attempt = self.unfinished(practice=False)
        if attempt and attempt.ends_at:
            attempt.ends_at += timedelta(minutes=minutes - self.extra_minutes)
        if minutes != self.extra_minutes:
            self.mails.append("decided")
        self.extra_minutes = minutes

    def is_time_up(self, attempt: Attempt) -> bool:
        """Tell whether an open attempt has run out of time, though it may not be finished yet."""
        return not attempt.ended and attempt.ends_at is not None and self.now >= attempt.ends_at

    def save_draft(self, attempt: Attempt, step: str, form: Form) -> bool:
        """Keep what is typed and tell whether that may be."""
        may = step == attempt.next_step and not attempt.ended and not self.is_time_up(attempt)
        if may:
            attempt.drafts[step] = form
        return may

    def answer(self, attempt: Attempt, step: str, reply: Reply | None, certainty: int | None, *, signed: bool) -> str:
        """Take a reply (None is a malformed one) and return what comes of it.

        `signed`: the form says that its page was shown before the time was up. Outcomes: kept, done (the attempt is
        finished with it), same (answered before), early (not on the way), wrong (no answer), late.
        """
        if step in attempt.answers:
            return "same"
        if step != attempt.next_step or attempt.ended == "completed":
            return "early"
        if self._comes_late(attempt, signed=signed):
            return "late"
        if reply is None or (self.rules.certainty and certainty is None):
            return "wrong"
        attempt.answers[step] = Taken(reply, self.team, certainty if self.rules.certainty else None)
        attempt.drafts.clear()
        if attempt.next_step:
            return "kept"
        self.finish(attempt, "completed")
        return "done"

    def _comes_late(self, attempt: Attempt, *, signed: bool) -> bool:
        if self.is_time_up(attempt) and attempt.ends_at:
            if self.now > attempt.ends_at + GRACE:
                self.finish(attempt, "time_up")
            return bool(attempt.ended) or not signed
        return bool(attempt.ended)

    def finish(self, attempt: Attempt, ended: str) -> None:
        """Mark what was answered and settle the assignment."""
        attempt.ended, attempt.finished_at = ended, self.now
        attempt.drafts.clear()
        for step, taken in attempt.answers.items():
            attempt.marks[step] = [self._worth(attempt.tag, step, taken.reply)]
        attempt.passed = attempt.share * 100 >= PASS_MARK
        if not attempt.practice:
            self._settle(attempt)

    def rule(self, tag: str, points: dict[str, Fraction]) -> None:
        """Mark the first decision of all finished attempts in this wording anew; no pass is taken away."""
        self.ruled[tag] = points
        for attempt in self.attempts:
            if attempt.ended and attempt.tag == tag and "open" in attempt.answers:
                attempt.marks["open"].append(self._worth(tag, "open", attempt.answers["open"].reply))
                attempt.passed = attempt.passed or attempt.share * 100 >= PASS_MARK
                if not attempt.practice:
                    self._settle(None)

    def _worth(self, tag: str, step: str, reply: Reply) -> Fraction:
        if step == "open" and tag in self.ruled:
            return self.ruled[tag][reply.kept[0]]
        return reply.points

    def _settle(self, just_finished: Attempt | None) -> None:
        finished = self.finished()
        counted = {
            "first": finished[0],
            "last": finished[-1],
            "best": max(finished, key=lambda attempt: (attempt.passed, attempt.share)),
        }[self.rules.counts]
        self.counted_score = round(float(counted.share), 6)
        if self.status == "passed":
            return
        if counted.passed:
            self.status, self.certified = "passed", counted
            self.mails.append("passed")
        elif just_finished:
            self.status = "failed"
            self.mails.append("failed")

    def shows_feedback(self, attempt: Attempt) -> bool:
        """Tell whether the feedback on what was answered may be seen."""
        if self.rules.feedback == "at_once":
            return True
        return bool(attempt.ended) and (self.rules.feedback == "at_end" or self.now >= self.due_at)

    def page(self, attempt: Attempt, step: str) -> str:
        """Return what stands at the address of a step: time-up, nothing, question, scene, kept, feedback or blank."""
        if self.is_time_up(attempt):
            return "time-up"
        if step not in attempt.met:
            return "nothing"
        if step in attempt.answers:
            return "feedback" if self.shows_feedback(attempt) else "kept"
        if step == "trouble":
            return "scene"
        return "blank" if attempt.ended else "question"
