"""Days that no date of their own tells: of what was done at once, found out, or told first of all."""

import pytest

from questions.notices.reader import read


def roles(text: str) -> set[str]:
    return {f"{date.value} {role}" for date in read(text).dates for role in date.roles}


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("2024年3月8日、委託先から連絡を受けました。当社は直ちにサーバーを切り離しました。", "2024-03-08 stopped"),
        ("2024年3月8日、添付ファイルを開きました。その25分後、通信を遮断しました。", "2024-03-08 stopped"),
        ("On May 30, 2024, we learned of it. We immediately reset the passwords.", "2024-05-30 stopped"),
        ("It was sent on 6 May 2021. Within half an hour, a tenant replied to tell us.", "2021-05-06 detected"),
        ("It was sent on 6 May 2021. We learned of it two days later.", "2021-05-08 detected"),
    ],
)
def test_what_is_done_at_once_is_done_on_the_day_told_before(text: str, role: str) -> None:
    assert role in roles(text)


def test_what_should_be_done_at_once_was_not_done() -> None:
    text = "2024年3月8日、連絡を受けました。不審なメールは直ちに削除してください。"
    assert roles(text) == {"2024-03-08 detected"}


def test_a_clause_that_tells_what_went_on_since_a_day_tells_when_it_began() -> None:
    text = "9月26日に通報があり、処理が2023年8月30日から行われていたことが判明しました。"
    assert "2023-08-30 occurred" in roles(text)


def test_a_chronology_begins_with_what_happened() -> None:
    text = "経緯\n2023年11月15日、店主が表示の設定を変えました。\n11月16日、お客様から指摘を受けました。"
    assert roles(text) == {"2023-11-15 occurred", "2023-11-16 detected"}


def test_a_day_after_it_was_noticed_is_not_its_beginning() -> None:
    text = "2023年11月16日、お客様から指摘を受けました。11月20日、会議を行いました。"
    assert roles(text) == {"2023-11-16 detected", "2023-11-20 other"}


def test_dates_of_a_form_that_puts_the_month_first_are_read_so() -> None:
    assert "2022-02-03 told" in roles("Breach discovered: 12/16/2021\nDate of consumer notification: 02/03/2022")
