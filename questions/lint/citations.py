"""Rules on citations: a clause is cited by the number that it has, or had on the day that is told of."""

import datetime
import re
from collections.abc import Iterator

from questions.control import Citation, Control
from questions.fault import N_
from questions.lint import phrases
from questions.lint.finding import ControlCase, Flaw, StepCase, rule
from questions.release import Bank
from questions.text import LocalisedText, texts_in

ENDED = N_("Laws and standards are renumbered. An old number sends readers to a clause that now says something else.")

_OF_A_CONTRACT = r"(?<!契約書)(?<!契約)(?<!規約)(?<!規程)(?<!規則)"


def _ended(control: Control, today: datetime.date) -> Iterator[Citation]:
    return (each for each in control.citations if each.valid_until and each.valid_until < today)


@rule("ended-citation", ControlCase, N_("A control that cites an ended number"), ENDED)
def ended_citation(case: ControlCase) -> Iterator[Flaw]:
    """Find controls that cite an instrument only by clauses that have ended."""
    for citation in _ended(case.control, case.today):
        same = [each for each in case.control.citations if each.instrument == citation.instrument]
        if not any(each.valid_on(case.today) for each in same):
            clause = citation.clause.in_language("en")
            values: dict[str, str | int] = {"clause": clause, "day": str(citation.valid_until)}
            yield Flaw(N_("%(clause)s was valid until %(day)s, and no clause of today is cited beside it."), values)


@rule("ended-clause-in-text", StepCase, N_("A text that cites an ended number"), ENDED)
def ended_clause_in_text(case: StepCase) -> Iterator[Flaw]:
    """Find texts that name a clause after its end, and say neither that it was then nor what it is now."""
    told_of = case.step.moment.date
    ended = [
        (citation, _later(citation, control))
        for control in _controls(case.bank, case.step.controls)
        for citation in _ended(control, case.today)
        if not told_of or told_of > str(citation.valid_until)
    ]
    texts = texts_in(case.step) if ended else []
    for citation, later in ended:
        for text in texts:
            yield from _outdated(text, citation, later)


def _controls(bank: Bank, keys: list[str]) -> list[Control]:
    return [bank.controls[key] for key in keys if key in bank.controls]


def _later(citation: Citation, control: Control) -> list[Citation]:
    """List the clauses of the same instrument that are dated, so that one of them may be what it is now."""
    dated = [each for each in control.citations if each.valid_from and citation.valid_until]
    return [each for each in dated if each.instrument == citation.instrument and each.clause != citation.clause]


def _outdated(text: LocalisedText, citation: Citation, later: list[Citation]) -> Iterator[Flaw]:
    for tag, said in text.root.items():
        clause = citation.clause.in_language(tag)
        if not _names(said, clause):  # as nearly all texts
            continue
        is_now = any(_names(said, each.clause.in_language(tag)) for each in later)
        if not is_now and not phrases.THEN.search(said, tag):
            values: dict[str, str | int] = {"clause": clause, "day": str(citation.valid_until)}
            yield Flaw(
                N_("%(clause)s was the number until %(day)s; the text says neither “then” nor what it is now."),
                values,
                "",
                tag,
            )


def _names(text: str, clause: str) -> bool:
    """Tell whether a text names a clause; “22条” and “第22条” are the same, “第122条” and “第22条の2” are not."""
    bare = clause.removeprefix("第")
    if bare not in text:
        return False
    if re.match(r"\d+条", bare):
        return bool(re.search(rf"{_OF_A_CONTRACT}(?<![\d第])第?{re.escape(bare)}(?!の\d)", text))
    return bool(re.search(rf"(?<![\w.]){re.escape(clause)}(?!\w|\.\d)", text))
