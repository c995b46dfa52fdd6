"""Texts that are no notice, or not one notice; and texts made to take long."""

import time

import pytest

from questions.notices import reader
from questions.notices.data_types import read_data_types
from questions.notices.facts import Notice
from questions.notices.normal import fold, lower


def codes(notice: Notice) -> list[str]:
    return [remark.code for remark in notice.remarks]


@pytest.mark.parametrize(
    "text",
    [
        "カレーの作り方\n玉ねぎ2個を炒め、水800mlを加えて20分煮ます。4人分です。",
        "プライバシーポリシー\n当社は、個人情報の漏えい、滅失又はき損の防止のため、必要な安全管理措置を講じます。2019年4月1日制定",
        "情報セキュリティセミナーのご案内\nランサムウェアの被害を防ぐための研修会を2024年6月3日に開催します。お申し込みは総務まで。",
        "Join our webinar on 12 May 2024: how to protect data from phishing. Register now, 200 people already did.",
        "1234567890",
    ],
)
def test_a_text_that_is_no_incident_is_called_so(text: str) -> None:
    notice = reader.read(text)
    assert not notice.incident
    assert codes(notice)[0] == "not-an-incident"


def test_counts_that_contradict_each_other_are_both_kept_and_marked() -> None:
    notice = reader.read("お客様83名の情報が流出した可能性があります。お詫びいたします。\n対象のお客様は93名です。")
    first, second = notice.counts
    assert (first.value, second.value) == (83, 93)
    assert (first.contradicts, second.contradicts) == ((second.key,), (first.key,))
    assert "counts-differ" in codes(notice)


def test_dates_that_contradict_each_other_are_both_kept_and_marked() -> None:
    notice = reader.read("2019年5月9日に流出が判明しました。\nお詫びいたします。\n判明日：2019年5月12日")
    first, second = notice.dates
    assert first.contradicts == (second.key,)
    assert second.contradicts == (first.key,)
    assert "detected-on-different-dates" in codes(notice)


def test_a_day_on_a_case_page_that_is_not_the_first_of_the_period_is_marked() -> None:
    notice = reader.read(
        "発生時期 2019/05/9\n\n2019年1月8日～2019年5月9日の期間に情報が流出しました。お詫びいたします。"
    )
    labelled, first, _ = notice.dates
    assert labelled.contradicts == (first.key,)
    assert "occurred-on-different-dates" in codes(notice)


def test_a_day_of_notice_before_the_first_day_of_the_incident_is_marked() -> None:
    notice = reader.read("2024年5月10日、名簿を誤送信しました。お詫びいたします。\n2024年5月2日に判明しました。")
    found = next(remark for remark in notice.remarks if remark.code == "noticed-before-it-began")
    assert found.keys == ("date-2024-05-02", "date-2024-05-10")
    assert notice.gaps == ()


def test_from_a_beginning_of_which_only_the_month_is_known_no_days_are_counted() -> None:
    notice = reader.read(
        "2021年4月から2022年2月8日まで閲覧できる状態でした。\n2022年2月8日に判明しました。お詫びいたします。"
    )
    assert [period.value for period in notice.periods] == ["2021-04/2022-02-08"]
    assert notice.gaps == ()


def test_several_days_of_one_incident_and_parts_of_a_sum_are_no_contradiction() -> None:
    notice = reader.read(
        "4月12日と5月14日に誤送信がありました。お詫びいたします。\n"
        "対象は10名です。内訳は学生6名、学生4名です。うち1名は学生です。\nお客様3名、お客様4名、合わせてお客様7名"
    )
    assert codes(notice) == []


def test_data_that_is_said_to_be_affected_and_not_is_marked() -> None:
    text = "お客様の氏名と住所が流出しました。お詫びいたします。\nなお、住所は含まれておりません。"
    data = {(each.value, each.affected): each.contradicts for each in reader.read(text).data_types}
    assert data == {("name", True): (), ("address", True): ("data-not-address",), ("address", False): ("data-address",)}


@pytest.mark.parametrize(
    "text",
    [
        "2件の個人情報漏えい事案が発生しました。お詫びいたします。",
        "お詫び\n事案1 紛失\n5月9日に書類を紛失しました。\n事案2 誤送信\n6月1日にメールを誤送信しました。",
        "1件目\n5月9日に書類を紛失しました。\n\n2件目\n6月1日にメールを誤送信しました。お詫びいたします。",
        "We apologise for two separate incidents in which data was stolen.",
    ],
)
def test_two_incidents_in_one_text_are_noticed(text: str) -> None:
    notice = reader.read(text)
    assert notice.several
    assert notice.gaps == ()


def test_facts_come_neither_from_adverts_nor_from_the_checklist() -> None:
    story = "お客様83名の氏名が流出しました。お詫びいたします。\n" * 3
    advert = "ご入会のお手続きはこちら\n会員12,000人、住所変更は2001年1月1日から。会費は口座振替です。\n"
    notice = reader.read(story + advert)
    assert [count.value for count in notice.counts] == [83, 83, 83]
    assert notice.dates == ()
    assert [part.value for part in notice.boilerplate] == ["membership"]
    assert notice.boilerplate[0].text == advert.strip()


@pytest.mark.parametrize(
    ("text", "affected", "spared"),
    [
        (
            "氏名、住所が流出しましたが、クレジットカード情報は含まれておりません。",
            {"name", "address"},
            {"payment-card"},
        ),
        ("流出したのは氏名のみで、パスワードの漏えいはありません。", {"name"}, {"credentials"}),
        ("流出した情報\n・氏名\n・電話番号\n以下は含まれません\n・口座番号", {"name", "phone"}, {"bank-account"}),
        ("Names and e-mail addresses were exposed. No passwords were accessed.", {"name", "email"}, {"credentials"}),
        ("The file did not include Social Security numbers.", set(), {"government-id"}),
        ("メールアドレスが未登録の方には電話でご連絡します。", set(), set()),
        ("クレジットカード会社にカード決済の停止を依頼しました。", set(), set()),
        ("お問い合わせ先 メールアドレス: info@example.jp", set(), set()),
        ("パスワードを変更し、影響を調べています。", set(), set()),
    ],
)
def test_data_is_told_from_what_was_not_affected_and_from_what_is_only_spoken_of(
    text: str, affected: set[str], spared: set[str]
) -> None:
    data = read_data_types(text, lower(fold(text)))
    assert {str(each.value) for each in data if each.affected} == affected
    assert {str(each.value) for each in data if not each.affected} == spared


SLOW = {
    "digits": "1234567890" * 10,
    "years": "2019年" * 20,
    "months": "5月" * 30 + "年",
    "kanji numbers": "一二三四五六七八九十百千" * 5,
    "spaces": " " * 100,
    "dots": "." * 50 + "。" * 50,
    "no end of a sentence": "お客様の情報が流出し、連絡を受け" * 6,
    "company names": "株式会社あ" * 15,
    "capitals": "Aa Bb " * 16,
    "commas": "1,234," * 16,
    "lines": "\n・" * 50,
    "brackets": "(((((【【【【■■■■" * 6,
    "parts of words": "クレジットカードクレジットカード番" * 6,
    "dashes": "22-24-2019-05-" * 7,
    "witnesses": "お客様からお客様から連絡" * 8,
    "html": "<p><div <a " * 9,
}


@pytest.mark.parametrize("unit", SLOW.values(), ids=SLOW.keys())
def test_time_grows_with_the_length_of_the_text_only(unit: str) -> None:
    # Seen to fail: a pattern like \d+x takes seven to ten times as long for four times the text.
    assert any(_growth(unit, 3_000) < 6 for _ in range(3))


def test_four_megabytes_take_no_longer_than_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reader, "LONGEST", 10_000)
    mixture = "\n".join(SLOW.values()) + "\n"
    assert any(_growth(mixture, 1_000_000) < 6 for _ in range(3))


def test_what_is_not_read_of_a_very_long_text_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reader, "LONGEST", 1_000)
    text = "2019年5月9日に流出しました。お詫びいたします。\n" + "あ" * reader.LONGEST + "2020年6月1日に流出しました。"
    notice = reader.read(text)
    assert [date.value for date in notice.dates] == ["2019-05-09"]
    assert notice.source_text == text
    remark = notice.remarks[-1]
    assert (remark.code, remark.start, remark.end) == ("only-beginning-read", reader.LONGEST, len(text))


def _growth(unit: str, size: int) -> float:
    """Return how many times as long four times the text takes."""
    short, long = (_seconds(unit * (length // len(unit))) for length in (size, 4 * size))
    return long / short


def _seconds(text: str) -> float:
    began = time.process_time()
    reader.read(text)
    return time.process_time() - began


@pytest.mark.parametrize(
    ("text", "days", "told"),
    [
        (
            "2023年5月10日、警察から連絡があり、お客様の氏名が流出したことが判明しました。お詫び申し上げます。\n"
            "速報はおおむね3日から5日以内に行うものです。詳細は個人情報保護委員会のウェブサイトをご覧ください。\n1/3\n",
            ["2023-05-10"],
            [],
        ),
        (
            "On 4 May 2023 the police told us that names had been stolen. We were informed by the ICO of it.",
            ["2023-05-04"],
            [],
        ),
    ],
)
def test_limits_pages_and_who_told_us_are_no_events(text: str, days: list[str], told: list[str]) -> None:
    notice = reader.read(text)
    assert [date.value for date in notice.dates] == days
    assert [each.value for each in notice.told] == told


NEWS = [
    "当社は2019年5月9日、不正アクセスによりお客様83名の個人情報が流出したことを確認しました。",
    "運送会社「東西物流」は8日、サーバーが不正アクセスを受け、顧客約1万2千人分の氏名が流出した可能性があると発表した。"
    "昨年11月にウイルスに感染し、今年3月に取引先からの指摘で発覚した。",
    "Hotel chain Brightwater said that attackers had stolen the names of 12,000 guests. "
    "The breach began in January and was discovered on 20 April 2023.",
    "不動産会社の元社員が退職時に顧客名簿約3,000人分を持ち出していたことが発覚した。",
]


@pytest.mark.parametrize("text", NEWS)
def test_news_without_a_word_of_apology_tells_of_an_incident(text: str) -> None:
    assert reader.read(text).incident


@pytest.mark.parametrize(
    ("text", "days", "data"),
    [
        (NEWS[0], ["2019-05-09 detected"], ["other"]),
        (NEWS[1], ["---08 announced", "--11 occurred", "--03 detected"], ["name"]),
        (NEWS[2], ["2023-01 occurred", "2023-04-20 detected"], ["name"]),
    ],
)
def test_news_is_read_as_far_as_it_tells(text: str, days: list[str], data: list[str]) -> None:
    notice = reader.read(text)
    assert [f"{date.value} {date.role}" for date in notice.dates] == days
    assert [each.value for each in notice.data_types] == data


SCHOOL = """個人情報が記録されたUSBメモリの紛失について（お詫び）
令和6年7月11日
みどり市教育委員会
令和6年7月3日、市立小学校の教員が、児童32名の氏名を記録したUSBメモリを紛失しました。7月4日、教員からの報告により紛失が判明しました。
ご迷惑をおかけしましたことを深くお詫び申し上げます。
"""
SHOP = """不正アクセスによるお客様情報流出に関するお詫び
株式会社青葉商店
2021年4月10日、当社の通販サイトが不正アクセスを受け、お客様120名の氏名が流出したことが判明しました。深くお詫び申し上げます。
対象のお客様には4月20日に電子メールで個別にご連絡しました。原因は、通販サイトの古い部品の脆弱性を突かれたことです。
お客様にはご心配をおかけしますが、今後このようなことのないよう努めてまいります。
"""


@pytest.mark.parametrize("between", ["", "\nご入会のお手続きはこちら\n", "\n関連記事\n"])
def test_another_notice_below_the_first_is_noticed_whatever_stands_between(between: str) -> None:
    assert reader.read(SHOP + between + SCHOOL).several
    assert reader.read(SCHOOL + between + SHOP).several
    assert not reader.read(SHOP + between).several
    assert not reader.read(SHOP + SHOP).several
