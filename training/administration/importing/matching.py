"""Which person each line is about: by employee number first, then by e-mail address; doubts are problems."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from training.administration.importing.lines import Line
from training.administration.importing.problems import Problem, Reason
from training.administration.importing.world import Person

_MOST_NAMED = 10


class Matcher:
    """Who each line is about, None for somebody new; what is doubtful is added to the problems of its lines."""

    def __init__(self, lines: Sequence[Line], people: Iterable[Person]) -> None:
        self.by_number = {person.employee_number: person for person in people if person.employee_number}
        self.by_email = {person.email: person for person in people if person.email}
        self.people: dict[int, Person] = {}
        """The person that a line is about, by the line's place in the list; also where the line has a problem."""
        self._find_doubles(lines, "employee_number", Reason.SAME_NUMBER)
        self._find_doubles(lines, "email", Reason.SAME_EMAIL)
        for place, line in enumerate(lines):
            self._match(place, line)
        self._find_same_people(lines)
        self._find_lost_zeros(lines)

    def _find_doubles(self, lines: Sequence[Line], name: str, reason: Reason) -> None:
        places = defaultdict(list)
        for line in lines:
            if value := line.get(name):
                places[value].append(line)
        for value, same in places.items():
            if len(same) > 1:
                self._tell(same, reason, value)

    def _tell(self, same: Sequence[Line], reason: Reason, value: str) -> None:
        numbers = ", ".join(str(line.number) for line in same[:_MOST_NAMED])
        for line in same:
            line.problems.append(Problem(reason, value, numbers, line.number))

    def _match(self, place: int, line: Line) -> None:
        by_number = self.by_number.get(line.get("employee_number"))
        by_email = self.by_email.get(line.get("email"))
        if by_number and by_email and by_number.id != by_email.id:
            value = f"{by_number.name} / {by_email.name}"
            line.problems.append(Problem(Reason.TWO_PEOPLE, "", value, line.number))
        if found := by_number or by_email:
            self.people[place] = found

    def _find_same_people(self, lines: Sequence[Line]) -> None:
        about = defaultdict(list)
        for place, person in self.people.items():
            about[person.id].append(lines[place])
        for same in about.values():
            if len(same) > 1 and not any(line.problems for line in same):
                self._tell(same, Reason.SAME_PERSON, "")

    def _find_lost_zeros(self, lines: Sequence[Line]) -> None:
        """Name lines whose number a spreadsheet has shortened: 123 for 00123. They would be strangers."""
        matched = {person.id for person in self.people.values()}
        shortened = {
            number.lstrip("0"): person
            for number, person in self.by_number.items()
            if number.isdecimal() and number.startswith("0") and person.id not in matched
        }
        for place, line in enumerate(lines):
            number = line.get("employee_number")
            if place not in self.people and number.isdecimal() and (person := shortened.get(number.lstrip("0"))):
                line.problems.append(Problem(Reason.LOST_ZEROS, number, person.employee_number, line.number))
                self.people[place] = person
