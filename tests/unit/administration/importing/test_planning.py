"""A plan says of every line what it would do, the same for the same file and people, and never harms in doubt."""

import uuid
from collections.abc import Sequence

import pytest

from training.administration.importing.applying import check_brake
from training.administration.importing.lines import read
from training.administration.importing.plan import Confirmation, Plan, Why
from training.administration.importing.planning import plan
from training.administration.importing.problems import Reason
from training.administration.importing.world import Options, Person, TeamRow, World
from training.errors import FieldError
from training.models import LineGroup, UserStatus

TODAY = "2026-11-23"
COMPANY, SALES, FIRST = (uuid.UUID(int=number) for number in (101, 102, 103))
TEAMS = [
    TeamRow(COMPANY, "本社", "Head office", None, is_archived=False),
    TeamRow(SALES, "営業部", "Sales", COMPANY, is_archived=False),
    TeamRow(FIRST, "一課", "", SALES, is_archived=False),
]
HEAD = "社員番号,氏名,メールアドレス,部署,上長,退職日,休職開始日\n"


def person(number: int, **values: object) -> Person:
    """Return somebody present with an employee number of five digits."""
    known: dict[str, object] = dict.fromkeys(Person._fields, "")
    known |= {"id": uuid.UUID(int=number), "status": UserStatus.ACTIVE, "team_id": FIRST, "locale": "ja"}
    known |= {"name": f"社員 {number}", "employee_number": f"{number:05}", "time_zone": "Asia/Tokyo"}
    return Person(**{**known, **values})  # type: ignore[arg-type]  # made of names


def planned(
    lines: Sequence[str], *people: Person, administrators: Sequence[int] = (), head: str = HEAD, **options: object
) -> Plan:
    """Return the plan of these lines."""
    world = World(people, TEAMS, frozenset(), frozenset(uuid.UUID(int=number) for number in administrators))
    return plan(read((head + "\n".join(lines)).encode()).lines, world, Options(TODAY, **options))  # type: ignore[arg-type]


def groups(found: Plan) -> list[tuple[str, LineGroup]]:
    return [(entry.title, entry.group) for entry in found.entries]


def reasons(found: Plan) -> dict[int | None, list[Reason]]:
    return {entry.line: [problem.reason for problem in entry.problems] for entry in found.entries if entry.problems}


def test_each_kind_of_line_lands_in_its_group() -> None:
    gone = person(6, status=UserStatus.DEACTIVATED)
    lines = [
        "00001,社員 1,,本社/営業部,,,",
        "00002,改名 した人,,一課,,,",
        "00003,社員 3,,,,2026/11/22,",
        "00004,社員 4,,,,2026/11/23,",
        "00006,社員 6,,,,,",
        "00007,新入 社員,new@kyokun.example,本社/営業部/二課,00002,,",
        "00008,もう いない人,,,,2020/3/31,",
    ]
    found = planned(lines, *(person(number) for number in (1, 2, 3, 4, 5)), gone)
    assert groups(found) == [
        ("本社/営業部/二課", LineGroup.TEAM),
        ("社員 1", LineGroup.MOVER),
        ("改名 した人", LineGroup.CHANGED),
        ("社員 3", LineGroup.LEAVER),
        ("社員 4", LineGroup.UNCHANGED),  # the leaving date is the last day at work
        ("社員 6", LineGroup.RETURNER),
        ("新入 社員", LineGroup.JOINER),
        ("もう いない人", LineGroup.UNCHANGED),
        ("改名 した人", LineGroup.MANAGER),
    ]
    assert found.entries[1].changes == {"team": ["本社/営業部/一課", "本社/営業部"]}


def test_who_is_missing_leaves_only_when_the_file_lists_everybody() -> None:
    people = [person(number) for number in range(1, 4)]
    line = ["00001,社員 1,,,,,"]
    assert planned(line, *people).leavers == 0
    found = planned(line, *people, everybody=True)
    assert (found.leavers, found.is_braked) == (2, True)


def test_the_brake_is_set_by_more_than_a_tenth() -> None:
    people = [person(number) for number in range(1, 21)]
    lines = [f"{number:05},社員 {number},,,,," for number in range(1, 21)]
    assert not planned(lines[2:], *people, everybody=True).is_braked
    assert planned(lines[3:], *people, everybody=True).is_braked


def test_the_brake_asks_for_the_number_and_a_reason() -> None:
    found = planned(["00001,社員 1,,,,,"], *(person(number) for number in range(1, 6)), everybody=True)
    for confirmation in (Confirmation(), Confirmation(3, "x"), Confirmation(4, " ")):
        with pytest.raises(FieldError):
            check_brake(found, confirmation)
    check_brake(found, Confirmation(4, "the shop was sold"))


def test_nobody_leaves_for_a_line_that_may_be_about_them() -> None:
    people = [person(number) for number in (1, 2)]
    unread = planned(["=1,社員 2,,,,,", "00001,社員 1,,,,,"], *people, everybody=True)
    assert (unread.leavers, unread.counts[LineGroup.KEPT]) == (0, 1)
    known = planned(["00001,=社員,,,,,"], *people, everybody=True)
    assert [entry.person_id for entry in known.entries if entry.group is LineGroup.LEAVER] == [uuid.UUID(int=2)]


def test_the_importing_person_and_the_last_administrators_stay() -> None:
    people = [person(number) for number in (1, 2, 3)]
    found = planned(["9,新入,,,,,"], *people, everybody=True, administrators=[2, 3], actor_id=uuid.UUID(int=1))
    notes = {entry.person_id.int: entry.note for entry in found.entries if entry.person_id}
    assert notes == {1: Why.OURSELVES, 2: Why.LAST_ADMINISTRATOR, 3: Why.LAST_ADMINISTRATOR}
    one_stays = planned(["00003,社員 3,,,,,"], *people, everybody=True, administrators=[2, 3])
    assert one_stays.leavers == 2


def test_number_goes_before_address_and_doubt_is_an_error() -> None:
    people = [person(1, email="a@kyokun.example"), person(2, email="b@kyokun.example")]
    found = planned(["00001,社員 1,b@kyokun.example,,,,", ",社員 2,B@kyokun.example,,,,"], *people)
    assert reasons(found) == {2: [Reason.SAME_EMAIL, Reason.TWO_PEOPLE], 3: [Reason.SAME_EMAIL]}
    twice = planned(["00001,社員 1,,,,,", ",社員 1,a@kyokun.example,,,,"], *people)
    assert reasons(twice) == {2: [Reason.SAME_PERSON], 3: [Reason.SAME_PERSON]}
    renumbered = planned(["00077,社員 2,b@kyokun.example,,,,"], *people)
    assert renumbered.entries[0].changes == {"employee_number": ["00002", "00077"]}


def test_a_number_that_lost_its_zeros_makes_no_stranger() -> None:
    found = planned(["1,社員 1,,,,,"], person(1), everybody=True)
    assert reasons(found) == {2: [Reason.LOST_ZEROS]}
    assert found.leavers == 0


def test_an_empty_cell_takes_nothing_away_but_a_leave() -> None:
    away = person(1, email="a@kyokun.example", leave_from="2026-09-01", leave_until="2027-03-31")
    (entry,) = planned(["00001,,,,,,"], away).entries
    assert entry.changes == {"leave_from": ["2026-09-01", ""], "leave_until": ["2027-03-31", ""]}


def test_teams_are_found_by_path_by_ending_and_by_a_name_that_is_unique() -> None:
    lines = [f"{number:05},社員 {number},,{cell},,," for number, cell in enumerate(
        ("本社/営業部", "営業部", "営業部 > 一課", "HEAD OFFICE／sales", "大阪/販売課", "二課"), 1)]  # fmt: skip
    found = planned(lines, *(person(number, team_id=None) for number in range(1, 7)))
    paths = [entry.changes["team"][1] for entry in found.entries if entry.group is LineGroup.MOVER]
    assert paths == ["本社/営業部", "本社/営業部", "本社/営業部/一課", "本社/営業部", "大阪/販売課", "二課"]
    assert [entry.title for entry in found.entries if entry.group is LineGroup.TEAM] == [
        "大阪", "大阪/販売課", "二課",
    ]  # fmt: skip


def test_a_name_that_two_teams_have_with_this_file_asks_for_the_path() -> None:
    lines = ["1,甲,,大阪/営業部/一課,,,", "2,乙,,営業部 > 一課,,,", "3,丙,,本社/営業部/一課,,,"]
    assert reasons(planned(lines)) == {3: [Reason.TEAM_AMBIGUOUS]}


def test_a_new_team_whose_name_stands_elsewhere_is_remarked_on() -> None:
    found = planned(["00001,社員 1,,本社/一課,,,", "00002,社員 2,,本社/人事部,,,"], person(1), person(2))
    notes = {entry.title: entry.note for entry in found.entries if entry.group is LineGroup.TEAM}
    assert notes == {"本社/一課": Why.NAMED_ELSEWHERE, "本社/人事部": None}


def test_teams_that_cannot_be_are_errors() -> None:
    lines = ["1,甲,,製造部>検査課,,,", "2,乙,,検査課>製造部,,,", "3,丙,,本社/二課,,,", "4,丁,,営業部/本社,,,"]
    assert reasons(planned(lines)) == {2: [Reason.TEAM_CIRCLE], 3: [Reason.TEAM_CIRCLE], 5: [Reason.TEAM_CIRCLE]}
    assert reasons(planned(lines[2:3], creates_teams=False)) == {2: [Reason.TEAM_UNKNOWN]}
    codes = planned(["1,甲,営業部,S1", "2,乙,一課,S1", "3,丙,,S1"], head="社員番号,氏名,部署,部署コード\n")
    assert reasons(codes) == {2: [Reason.CODE_CONTRADICTS], 3: [Reason.CODE_CONTRADICTS]}


def test_a_team_of_lines_with_errors_only_is_not_made() -> None:
    assert LineGroup.TEAM not in planned(["1,甲,,新しい部,99999,,"]).counts


def test_managers_who_do_not_exist_leave_or_go_round_are_errors() -> None:
    lines = [
        "00001,社員 1,,,99999,,",
        "00002,社員 2,,,00003,,",
        "00003,社員 3,,,,2026/1/1,",
        "00004,社員 4,,,00005,,",
        "00005,社員 5,,,00004,,",
        "00006,社員 6,,,00006,,",
    ]
    people = [person(number) for number in range(1, 7)]
    found = planned(lines, *people)
    assert reasons(found) == {
        2: [Reason.MANAGER_UNKNOWN],
        3: [Reason.MANAGER_LEAVES],
        5: [Reason.MANAGER_CIRCLE],
        6: [Reason.MANAGER_CIRCLE],
    }
    assert reasons(planned(lines, *people, sets_managers=False)) == {}


def test_who_leaves_is_decided_before_the_managers_who_leave() -> None:
    people = [person(1), person(2), person(3, team_id=COMPANY)]
    lines = ["00001,社員 1,,,00003,,", "00002,社員 2,,,,,", "9,新入,,,99999,,"]
    kept = planned(lines, *people, everybody=True)
    assert reasons(kept) == {4: [Reason.MANAGER_UNKNOWN]}
    assert [(entry.group, entry.note) for entry in kept.entries if entry.title == "社員 3"] == [
        (LineGroup.KEPT, Why.LINES_UNREAD), (LineGroup.MANAGER, None),
    ]  # fmt: skip
    left = planned([*lines[:2], "9,新入,,,00003,,"], *people, everybody=True)
    assert (reasons(left), left.leavers) == ({2: [Reason.MANAGER_LEAVES], 4: [Reason.MANAGER_LEAVES]}, 1)
    for protected in ({"administrators": [3]}, {"actor_id": uuid.UUID(int=3)}):
        assert reasons(planned(lines[:2], *people, everybody=True, **protected)) == {}


def test_nobody_is_managed_by_somebody_whose_own_line_names_a_wrong_manager() -> None:
    found = planned(["1,課長,,一課,99999,,", "2,課員,,一課,1,,"])
    assert reasons(found) == {2: [Reason.MANAGER_UNKNOWN]}
    assert LineGroup.MANAGER not in found.counts


def test_a_line_with_an_error_says_nothing_of_the_manager_whom_another_line_names() -> None:
    people = [person(number) for number in (1, 2)] + [person(3, email="c@kyokun.example")]
    found = planned(["00003,社員 3,,,00001,,", "=3,社員 3,c@kyokun.example,,00002,,"], *people)
    assert reasons(found) == {3: [Reason.FORMULA]}
    assert [entry.title for entry in found.entries if entry.group is LineGroup.MANAGER] == ["社員 1"]


def test_the_head_of_a_team_manages_it_and_the_manager_of_the_head_the_team_above() -> None:
    lines = [
        "1,部長,,営業部,,,",
        "2,課長,,営業部/一課,1,,",
        "3,課員,,営業部/一課,2,,",
        "4,補佐,,営業部,1,,",
    ]
    found = planned(lines)
    managing = [(entry.title, entry.changes["team"][1]) for entry in found.entries if entry.group is LineGroup.MANAGER]
    assert sorted(managing) == [("課長", "本社/営業部/一課"), ("部長", "本社/営業部")]


def test_the_same_file_gives_the_same_plan_and_another_world_another_one() -> None:
    lines = ["00001,社員 1,,本社/新しい部,,,", "5,新入,,,,,"]
    first = planned(lines, person(1), person(2))
    assert first.sha256 == planned(lines, person(1), person(2)).sha256
    assert first.sha256 != planned(lines, person(1, team_id=SALES), person(2)).sha256


def test_a_hire_date_that_is_likely_mistyped_is_refused() -> None:
    days = ("2062-04-01", "2028-11-24", "2028-04-01", "1900-01-01", "0026-04-01")
    found = planned([f"0001{number},新入 社員,{day}" for number, day in enumerate(days)], head="社員番号,氏名,入社日\n")
    assert reasons(found) == {line: [Reason.UNLIKELY_HIRE] for line in (2, 6)}
