"""Calendar files as RFC 5545 wants them."""

from datetime import UTC, date, datetime

from training.mail.calendar import Entry, file_of

ENTRY = Entry(
    uid="0123@kyokun.example",
    sequence=0,
    told_at=datetime(2026, 5, 1, 3, 4, 5, tzinfo=UTC),
    day=date(2024, 2, 29),
    title="本日が受講期限：誤送信, 添付; \\ とても長い題名のついた研修で一行に収まらないもの",
    text="One line\nhttps://kyokun.example/training/assignments/1",
    link="https://kyokun.example/training/assignments/1",
)


def unfolded(data: bytes) -> list[str]:
    return data.decode().replace("\r\n ", "").split("\r\n")


def test_lines_end_with_crlf_and_have_at_most_75_octets() -> None:
    data = file_of(ENTRY)
    lines = data.split(b"\r\n")
    assert lines[-1] == b""
    assert all(len(line) <= 75 and b"\n" not in line and b"\r" not in line for line in lines)
    for line in lines:
        line.decode()  # a character is never cut in two


def test_texts_are_escaped() -> None:
    lines = unfolded(file_of(ENTRY))
    assert r"SUMMARY:本日が受講期限：誤送信\, 添付\; \\ とても長い題名のついた研修で一行に収まらないもの" in lines
    assert r"DESCRIPTION:One line\nhttps://kyokun.example/training/assignments/1" in lines


def test_it_is_one_whole_day_with_a_name_for_ever() -> None:
    lines = unfolded(file_of(ENTRY))
    assert {"UID:0123@kyokun.example", "SEQUENCE:0", "DTSTAMP:20260501T030405Z", "METHOD:PUBLISH"} <= {*lines}
    assert {"DTSTART;VALUE=DATE:20240229", "DTEND;VALUE=DATE:20240301", "STATUS:CONFIRMED"} <= {*lines}


def test_a_change_has_a_greater_sequence_and_an_end_is_a_cancellation() -> None:
    moved = unfolded(file_of(ENTRY._replace(sequence=1, day=date(2024, 3, 8))))
    assert {"UID:0123@kyokun.example", "SEQUENCE:1", "DTSTART;VALUE=DATE:20240308", "METHOD:PUBLISH"} <= {*moved}
    ended = unfolded(file_of(ENTRY._replace(sequence=2, is_cancelled=True)))
    assert {"UID:0123@kyokun.example", "SEQUENCE:2", "METHOD:CANCEL", "STATUS:CANCELLED"} <= {*ended}
    assert "BEGIN:VALARM" not in ended
