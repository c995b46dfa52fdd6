"""Files with people are read as Excel and HR systems write them, and every fault of a bad one is named."""

from contextlib import suppress
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from training.administration.importing import values, words
from training.administration.importing.example import example
from training.administration.importing.lines import read
from training.administration.importing.problems import Reason, UnreadableFile
from training.administration.importing.values import BadValue

HEAD = "社員番号,氏名,メールアドレス,所属,入社日\n"
JAPANESE = HEAD + "00001,青木　花子,Aoki@Example.co.jp,本社/営業部,令和元年5月1日\n"


def reasons(text: str | bytes) -> list[tuple[int | None, Reason]]:
    """Return what is wrong with which line of a file."""
    data = text if isinstance(text, bytes) else text.encode()
    return [(problem.line, problem.reason) for line in read(data).lines for problem in line.problems]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp932", "euc_jp", "utf-16"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("ending", ["\n", "\r\n"])
def test_what_excel_writes_is_read(encoding: str, separator: str, ending: str) -> None:
    text = ("社員名簿\n" + JAPANESE).replace(",", separator).replace("\n", ending)
    (line,) = read(text.encode(encoding)).lines
    assert line.problems == []
    assert line.fields == {
        "employee_number": "00001",
        "name": "青木 花子",
        "email": "aoki@example.co.jp",
        "team": "本社/営業部",
        "hired_on": "2019-05-01",
    }


def test_both_examples_are_read_without_a_problem() -> None:
    for language, name in (("ja", "青木 花子"), ("en", "Hanako Aoki")):
        reading = read(example(language))
        assert reading.unused == []
        assert [problem for line in reading.lines for problem in line.problems] == []
        assert reading.lines[0].get("name") == name
        assert {line.get("employment") for line in reading.lines} >= {"officer", "dispatched", "part-time"}


def test_columns_that_are_not_known_are_named_and_left_alone() -> None:
    assert read("社員番号,フリガナ,給与\n1,アオキ,300\n".encode()).unused == ["フリガナ", "給与"]


UNREADABLE = {
    b"": Reason.EMPTY,
    b" \r\n\r\n": Reason.EMPTY,
    b"PK\x03\x04 a workbook": Reason.SPREADSHEET,
    b"a,b\n1,2\n": Reason.NO_HEADINGS,
    "氏名,部署\n青木,営業部\n".encode(): Reason.NO_KEY,
    "社員番号,社員コード\n1,2\n".encode(): Reason.TWICE_THE_SAME,
    HEAD.encode(): Reason.ONLY_HEADINGS,
    (HEAD + ",,,,\n").encode(): Reason.ONLY_HEADINGS,
    JAPANESE.encode() + "2,鈴木,,,\n".encode("cp932"): Reason.MIXED_ENCODINGS,
    b"\xff\x00\xfa" * 9: Reason.UNKNOWN_ENCODING,
    b"x" * 10_000_000: Reason.NO_HEADINGS,
    b"\x00" * 1_000: Reason.NO_HEADINGS,
}


@pytest.mark.parametrize(
    "data", UNREADABLE, ids=[f"{number} {UNREADABLE[data]}" for number, data in enumerate(UNREADABLE)]
)
def test_a_file_that_cannot_be_used_says_why(data: bytes) -> None:
    with pytest.raises(UnreadableFile) as refused:
        read(data)
    assert [problem.reason for problem in refused.value.problems] == [UNREADABLE[data]]


def test_headings_are_listed_as_the_language_lists_them(asked_in: str) -> None:
    with pytest.raises(UnreadableFile) as refused:
        read("社員番号,社員コード\n1,2\n".encode())
    listed = {"ja": "社員番号、社員コード", "en": "社員番号, 社員コード"}[asked_in]
    assert listed in words.sentence(refused.value.problems[0])


def test_every_problem_of_every_line_is_named_at_once() -> None:
    lines = [
        '1,=HYPERLINK("x"),,,',
        "2,@青木,no address,営業部,2026/13/1",
        "a@b,鈴木,,,1/2/2026",
        "3,木\0村,,,昭和70年1月1日",
        '4,"開いた,,,',
        '5,"二\n行",,営業部,20260401',
        "6,多い,,,,余り",
        ",誰,,,",
    ]
    # The open quotation mark swallows what follows it up to the next one, so it stands last here.
    lines.append(lines.pop(4))
    assert reasons(HEAD + "\n".join(lines) + "\n") == [
        (2, Reason.FORMULA),
        (3, Reason.FORMULA),
        (3, Reason.NO_SUCH_DAY),
        (3, Reason.NO_EMAIL),
        (4, Reason.NO_DATE),
        (4, Reason.AT_SIGN),
        (5, Reason.CONTROL_CHARACTER),
        (5, Reason.OTHER_ERA),
        (8, Reason.TOO_MANY_CELLS),
        (9, Reason.NO_SIGN_IN_NAME),
        (10, Reason.QUOTES),
    ]


def test_line_breaks_inside_quotation_marks_do_not_cut_a_line() -> None:
    (first, second) = read((HEAD + '1,"青木\n花子",,"営業部",\n2,鈴木,,,\n').encode()).lines
    assert (first.get("name"), first.number, second.number) == ("青木 花子", 2, 4)


DAYS = {
    "2026-04-01": "2026-04-01",
    "2026/4/1": "2026-04-01",
    "２０２６年４月１日": "2026-04-01",
    "2026.4.1": "2026-04-01",
    "20260401": "2026-04-01",
    "2026/04/01 0:00:00": "2026-04-01",
    "令和8年4月1日": "2026-04-01",
    "R8.4.1": "2026-04-01",
    "平成元年1月8日": "1989-01-08",
    "H31/4/30": "2019-04-30",
    "昭和64年1月7日": "1989-01-07",
    "1/2/2026": Reason.NO_DATE,
    "46113": Reason.NO_DATE,
    "2026-02-30": Reason.NO_SUCH_DAY,
    "平成31年5月1日": Reason.OTHER_ERA,
}


@pytest.mark.parametrize("cell", DAYS)
def test_days_are_read_as_japanese_offices_write_them(cell: str) -> None:
    try:
        found: object = values.day(cell)
    except BadValue as bad:
        found = bad.reason
    assert found == DAYS[cell]


@given(st.dates(min_value=date(1990, 1, 1)))
def test_a_day_that_was_written_is_read_again(day: date) -> None:
    assert values.day(day.isoformat()) == values.day(f"{day.year}年{day.month}月{day.day}日") == day.isoformat()


def test_a_leave_is_read_from_one_column_or_two_and_ended_by_an_empty_cell() -> None:
    one = read("社員番号,休職\n1,2026/9/1～2027/3/31\n2,2026/9/1\n3,\n".encode()).lines
    assert [(line.get("leave_from"), line.get("leave_until")) for line in one] == [
        ("2026-09-01", "2027-03-31"),
        ("2026-09-01", ""),
        ("", ""),
    ]
    assert "leave_from" in one[2].fields
    two = "社員番号,休職開始日,休職終了日\n1,2026/9/1,2026/8/1\n2,,2026/8/1\n"
    assert reasons(two) == [(2, Reason.LEAVE_TURNED), (3, Reason.LEAVE_WITHOUT_START)]


@given(st.binary(max_size=400))
def test_nothing_makes_the_reader_fail_in_another_way(data: bytes) -> None:
    for start in (b"", HEAD.encode(), HEAD.encode("cp932")):
        with suppress(UnreadableFile):
            read(start + data)


@pytest.mark.parametrize("cell", ["=1+1", " =1", "+81", "-1", "@SUM(A1)", "＝1", "＋1", "－1", "＠x", "\t=1"])
def test_no_cell_that_a_spreadsheet_would_execute_is_taken(cell: str) -> None:
    with pytest.raises(BadValue) as refused:
        values.check_plain(cell)
    assert refused.value.reason is Reason.FORMULA
    values.check_plain("1=" + cell.strip())
