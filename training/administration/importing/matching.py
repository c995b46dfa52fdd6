"""Which person each line is about: by employee number first, then by e-mail address; doubts are problems."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from training.administration.importing.lines import Line
from training.administration.importing.problems import Problem, Reason
from training.administration.importing.world import Person

_MOST_NAMED = 10

About = Mapping[int, Person]
"""The person that a line is about, by the number of the line."""


class Matches(NamedTuple):
    """Who each line is about, those with problems included; nobody for somebody new."""

    about: About
    problems: Sequence[Problem]


def match(lines: Sequence[Line], people: Collection[Person]) -> Matches:
    """Return who each line is about, and what is doubtful about that."""
    by_number = {person.employee_number: person for person in people if person.employee_number}
    by_email = {person.email: person for person in people if person.email}
    about: dict[int, Person] = {}
    problems = [
        *_doubles(lines, "employee_number", Reason.SAME_NUMBER),
        *_doubles(lines, "email", Reason.SAME_EMAIL),
    ]
    for line in lines:
        numbered, mailed = by_number.get(line.get("employee_number")), by_email.get(line.get("email"))
        if numbered and mailed and numbered.id != mailed.id:
            value = f"{numbered.name} / {mailed.name}"
            problems.append(Problem(Reason.TWO_PEOPLE, "", value, line.number))
        if found := numbered or mailed:
            about[line.number] = found
    doubtful = {line.number for line in lines if line.problems} | {problem.line for problem in problems}
    problems += _same_people(lines, about, doubtful)
    shortened = _shortened(lines, about, by_number)
    problems += [
        Problem(Reason.LOST_ZEROS, line.get("employee_number"), shortened[line.number].employee_number, line.number)
        for line in lines
        if line.number in shortened
    ]
    return Matches({**about, **shortened}, problems)


def _doubles(lines: Iterable[Line], name: str, reason: Reason) -> Iterator[Problem]:
    """Name the lines that have the same value in a field where only one may have it."""
    having: defaultdict[str, list[int]] = defaultdict(list)
    for line in lines:
        if value := line.get(name):
            having[value].append(line.number)
    for value, same in having.items():
        if len(same) > 1:
            yield from _each_of(same, reason, value)


def _each_of(same: Sequence[int], reason: Reason, value: str) -> Iterator[Problem]:
    numbers = tuple(str(number) for number in same[:_MOST_NAMED])
    return (Problem(reason, value, numbers, number) for number in same)


def _same_people(lines: Iterable[Line], about: About, doubtful: Collection[int | None]) -> Iterator[Problem]:
    """Name lines about one person, unless one of them has been named already."""
    of_person = defaultdict(list)
    for line in lines:
        if line.number in about:
            of_person[about[line.number].id].append(line.number)
    for same in of_person.values():
        if len(same) > 1 and not any(number in doubtful for number in same):
            yield from _each_of(same, Reason.SAME_PERSON, "")


def _shortened(lines: Iterable[Line], about: About, by_number: Mapping[str, Person]) -> dict[int, Person]:
    """Return whom lines mean whose number a spreadsheet has shortened: 123 for 00123. They would be strangers."""
    matched = {person.id for person in about.values()}
    unmatched = {
        number.lstrip("0"): person
        for number, person in by_number.items()
        if number.startswith("0") and number.isdecimal() and person.id not in matched
    }
    found = {}
    for line in lines if unmatched else ():
        number = line.get("employee_number")
        if line.number not in about and number.isdecimal() and (person := unmatched.get(number.lstrip("0"))):
            found[line.number] = person
    return found
