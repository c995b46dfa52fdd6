"""What is read is laid on a desk: corrected, added to, and made into the draft of an incident."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from questions.incident import DataType, Incident, Span
from questions.notices import phrases
from questions.notices.adding import NotSuch, NotThere, Wanted, added
from questions.notices.desk import DETAILS, Desk, Entry, Kind, as_typed, days_until, is_noticed_too_early, is_sound
from questions.notices.drafting import Origin, draft_incident, same_incidents, sentence
from questions.notices.facts import Role
from questions.notices.laying_out import lay_out
from questions.notices.pieces import find, pieces
from questions.notices.reader import read
from questions.notices.vocabulary.counted import UNITS_EN, UNITS_JA
from questions.notices.vocabulary.parties import PARTIES, WITNESSES
from tests.factories import documents as small
from tests.unit.questions.notices import scoring

TEXT = """不正アクセスによる個人情報流出のお詫び
株式会社青葉商店
2021年3月1日から2021年4月10日までの間に、当社の通販サイトで購入されたお客様120名のクレジットカード番号と有効期限が流出した可能性があります。
2021年4月10日、クレジットカード会社から流出の懸念について連絡を受け、同日カード決済を停止しました。
2021年5月20日、個人情報保護委員会に報告しました。
住所は含まれておりません。
"""
ORIGIN = Origin("個人情報流出のお詫び", "https://aoba.example/notice", "ja", "2021-06-01")


@pytest.fixture(scope="module")
def desk() -> Desk:
    return lay_out(read(TEXT))


def test_every_entry_keeps_its_places(desk: Desk) -> None:
    for entry in desk.entries:
        assert TEXT[entry.places[0].start : entry.places[0].end] == entry.text


def test_a_day_that_a_period_contradicts_is_not_kept_by_itself() -> None:
    laid = lay_out(read(f"発生時期 2021年4月10日\n{TEXT}"))
    days = [(entry.disputed, entry.kept) for entry in laid.entries if entry.kind is Kind.DATE]
    assert (True, False) in days
    assert {kept for disputed, kept in days if not disputed} == {True}
    assert days_until(laid) == {"noticed": 40, "stopped": 40}


def test_what_is_said_twice_stands_once(desk: Desk) -> None:
    said = [(entry.kind, entry.value, entry.detail) for entry in desk.entries]
    assert len(said) == len(set(said))


def test_days_are_counted_from_the_beginning(desk: Desk) -> None:
    assert days_until(desk) == {"noticed": 40, "stopped": 40}


@pytest.mark.parametrize("path", sorted(scoring.TEXTS.glob("*.txt")), ids=lambda path: path.name)
def test_the_desk_counts_the_days_that_the_reader_counts(path: Path) -> None:
    notice = scoring.notice(path)
    assert days_until(lay_out(notice)) == {gap.until: gap.value for gap in notice.gaps}


def test_what_happened_on_one_day_stands_as_often() -> None:
    text = "2021年4月10日、お客様の名簿が流出していることが判明し、直ちに共有フォルダーを停止しました。"
    laid = lay_out(read(text))
    days = [entry for entry in laid.kept(Kind.DATE) if entry.value == "2021-04-10"]
    assert {entry.detail for entry in days} >= {"detected", "stopped"}
    assert len({entry.key for entry in days}) == len(days)
    assert {text[entry.places[0].start : entry.places[0].end] for entry in days} == {"2021年4月10日"}


def test_what_was_stopped_from_one_day_to_another_was_so_on_the_last() -> None:
    text = (
        "10月20日に別の世帯の封筒に封入し、10月24日から26日にかけて、職員が書類を回収しました。2024年11月1日 みどり市"
    )
    laid = lay_out(read(text))
    assert [entry.value for entry in laid.kept(Kind.PERIOD)] == ["2024-10-24/2024-10-26"]
    assert days_until(laid)["stopped"] == 6


def test_whoever_was_told_is_named_in_both_languages() -> None:
    laid = lay_out(read("5月1日に職員がUSBメモリを紛失し、5月3日に委託元に報告しました。2023年5月9日 株式会社みほん"))
    told = next(entry for entry in laid.kept(Kind.TOLD))
    undated = told.model_copy(update={"detail": ""})
    assert sentence(undated) == {"ja": "知らせた相手：委託元", "en": "Who was told: the client"}
    assert [is_sound(Kind.TOLD, "client", day) for day in ("", "2023-05-03", "3 May")] == [True, True, False]
    assert sentence(told) == {
        "ja": "2023年5月3日：委託元へ知らせました。",
        "en": "3 May 2023: Notice was given to the client.",
    }


def test_each_who_was_told_is_told_once_with_the_day() -> None:
    text = (
        "2021年6月8日に流出が判明し、6月10日に個人情報保護委員会へ報告しました。6月21日には所轄警察署へ被害を届け出ました。"
        "お客様には6月25日に書面でお知らせしました。2021年7月2日 株式会社みほん"
    )
    desk = lay_out(read(text))
    data = draft_incident(desk, ORIGIN)
    told = [(event["date"], event["text"]["ja"]) for event in data["timeline"] if event["date"] >= "2021-06-10"]
    assert told[:3] == [
        ("2021-06-10", "個人情報保護委員会へ報告しました。"),
        ("2021-06-21", "警察へ届け出ました。"),
        ("2021-06-25", "影響を受けた人へ知らせました。"),
    ]
    said = [fact["text"]["ja"] for fact in data["facts"]]
    assert not [text for text in said if "当局へ" in text or "知らせた相手" in text]
    entries = [entry.model_copy(update={"kept": entry.kind is not Kind.TOLD}) for entry in desk.entries]
    left_out = draft_incident(Desk(entries=tuple(entries)), ORIGIN)
    days = [event["date"] for event in left_out["timeline"]]
    assert {"2021-06-10", "2021-06-21", "2021-06-25"} <= {*days}, "a day stays where nobody says who was told"
    assert "当局" not in str(left_out["timeline"]), "whoever is not named may be the own office"


def test_people_who_were_told_over_several_days_are_told_of_once_with_all_of_them() -> None:
    text = (
        "6月8日に名簿の紛失が判明しました。ご本人には6月25日から6月28日にかけて書面でお知らせしました。\n"
        "2021年7月2日 株式会社みほん"
    )
    told = next(entry for entry in lay_out(read(text)).kept(Kind.TOLD))
    period = told.model_copy(
        update={"kind": Kind.PERIOD, "key": "days", "value": "2021-06-25/2021-06-28", "detail": Role.TOLD.value}
    )
    for day in ("", "2021-06-25"):
        entries = (period, told.model_copy(update={"detail": day}))
        data = draft_incident(Desk(entries=entries), ORIGIN)
        assert [(event["date"], event["until"]) for event in data["timeline"]] == [("2021-06-25", "2021-06-28")]
        assert [fact["key"] for fact in data["facts"]] == ["days"]


def test_of_several_incidents_no_days_are_counted(desk: Desk) -> None:
    several = noticed_on("2021-02-12", desk).model_copy(update={"remarks": ("two-incidents",)})
    assert (days_until(several), is_noticed_too_early(several)) == ({}, False)


def test_a_correction_changes_the_days(desk: Desk) -> None:
    assert days_until(noticed_on("2021-04-12", desk))["noticed"] == 42
    assert is_noticed_too_early(noticed_on("2021-02-12", desk))


def noticed_on(day: str, desk: Desk) -> Desk:
    """Return the desk with another day on which it was noticed."""
    entries = (
        entry.model_copy(update={"value": day}) if (entry.kind, entry.detail) == (Kind.DATE, "detected") else entry
        for entry in desk.entries
    )
    return Desk(entries=tuple(entries))


def test_the_draft_says_in_both_languages_what_is_kept(desk: Desk) -> None:
    data = draft_incident(desk, ORIGIN)
    assert data["impact"] == {"people": 120, "records": None, "data_types": ["payment-card", "card-expiry"]}
    said = {fact["text"]["ja"]: fact for fact in data["facts"]}
    assert "2021年4月10日：事故の疑いに気づきました。" in said
    assert "含まれていなかったとされる情報：住所" in said
    assert all(set(fact["text"]) == {"ja", "en"} for fact in data["facts"])
    assert any(event["date"] == "2021-03-01" and event["until"] == "2021-04-10" for event in data["timeline"])


def test_a_draft_becomes_an_incident_with_what_only_the_author_knows(desk: Desk) -> None:
    data = draft_incident(desk, ORIGIN)
    own = {
        "key": "aoba-2021",
        "sector": {"ja": "小売"},
        "country": "JP",
        "organisation": {"ja": "株式会社青葉商店"},
    }
    incident = Incident.model_validate({**data, **own})
    assert incident.facts[0].span
    assert {fact.source for fact in incident.facts} == {"notice"}


def test_what_is_not_kept_is_not_drafted(desk: Desk) -> None:
    nothing = Desk(entries=tuple(entry.model_copy(update={"kept": False}) for entry in desk.entries))
    data = draft_incident(nothing, ORIGIN)
    assert (data["facts"], data["timeline"], data["topics"], data["controls"]) == ([], [], [], [])


def test_words_are_added_with_the_value_that_they_say(desk: Desk) -> None:
    more = added(desk, TEXT, Wanted(kind=Kind.DATE, words="2021年3月1日"))
    entry = more.entries[-1]
    assert (entry.value, entry.key, TEXT[entry.places[0].start : entry.places[0].end]) == (
        "2021-03-01",
        "own-date-1",
        "2021年3月1日",
    )
    assert added(more, TEXT, Wanted(kind=Kind.PARTY, words="青葉商店")).entries[-1].value == "青葉商店"


def test_words_that_are_not_there_or_no_such_thing_are_refused(desk: Desk) -> None:
    with pytest.raises(NotThere):
        added(desk, TEXT, Wanted(kind=Kind.PARTY, words="決済代行会社"))
    with pytest.raises(NotSuch):
        added(desk, TEXT, Wanted(kind=Kind.DATE, words="カード決済"))


def test_of_several_places_the_nearest_is_meant() -> None:
    assert find("ab ab ab", "ab", near=4) == Span(start=3, end=5)
    assert find("ab", " ") is None


@pytest.mark.parametrize(
    ("kind", "value", "detail", "right"),
    [
        (Kind.DATE, "2019-02-29", "occurred", False),
        (Kind.DATE, "2020-02-29", "occurred", True),
        (Kind.DATE, "2020-02", "occurred", True),
        (Kind.DATE, "2020-02", "people", False),
        (Kind.PERIOD, "2020-02/2020-03-01", "occurred", True),
        (Kind.PERIOD, "2020-02", "occurred", False),
        (Kind.PERIOD, "2020-02/..", "occurred", True),
        (Kind.COUNT, "1244", "people", True),
        (Kind.COUNT, "１２", "people", False),
        (Kind.COUNT, "-1", "people", False),
        (Kind.DATA, "name", "affected", True),
        (Kind.DATA, "shoe-size", "affected", False),
        (Kind.ORGANISATION, " ", "", False),
        (Kind.ORGANISATION, "x" * 501, "", False),
    ],
)
def test_only_normal_forms_are_sound(kind: Kind, value: str, detail: str, right: bool) -> None:
    assert is_sound(kind, value, detail) is right


@given(st.text(max_size=60), st.lists(st.tuples(st.integers(0, 59), st.integers(1, 20)), max_size=8))
def test_the_pieces_together_are_the_text(text: str, spans: list[tuple[int, int]]) -> None:
    entries = [
        Entry(key=f"e-{number}", kind=Kind.PARTY, text="", value="x", places=(Span(start=start, end=start + length),))
        for number, (start, length) in enumerate(spans)
        if start + length <= len(text)
    ]
    cut = pieces(text, entries)
    assert "".join(piece.text for piece in cut) == text
    for entry in entries:
        marked = "".join(piece.text for piece in cut if entry.key in piece.keys)
        assert marked == text[entry.places[0].start : entry.places[0].end]


def test_what_was_set_aside_is_told_from_what_was_read() -> None:
    advert = "ご入会のお手続きはこちら\n会費は月額500円です。"
    notice = TEXT + advert
    laid = lay_out(read(notice))
    assert "".join(piece.text for piece in pieces(notice, laid.entries, laid.aside) if piece.is_aside) == advert


def test_every_word_of_the_vocabulary_can_be_said() -> None:
    named = {value for value, *_rest in PARTIES} | {value for value, *_rest in WITNESSES}
    assert named <= phrases.PARTIES.keys()
    assert {*UNITS_JA.values(), *UNITS_EN.values()} <= set(DETAILS[Kind.COUNT])
    assert phrases.DATA.keys() == set(DataType)
    for kind, details in DETAILS.items():
        for detail in details:
            value = {Kind.DATE: "2020", Kind.PERIOD: "2020/2021", Kind.COUNT: "3", Kind.DATA: "name"}[kind]
            entry = Entry(key="e", kind=kind, text="", value=value, detail=detail, places=(Span(start=0, end=1),))
            assert sentence(entry) or detail == "other"


def test_the_same_incident_is_recognised(desk: Desk) -> None:
    incident = next(iter(small.bank().incidents.values()))
    other = incident.model_copy(update={"organisation": incident.organisation.model_validate({"ja": "青葉商店"})})
    assert [found.why for found in same_incidents(desk, ORIGIN, [other])] == ["organisation"]
    assert not same_incidents(desk, ORIGIN, [incident])


def test_a_name_on_a_line_of_its_own_is_read_whole() -> None:
    notice = read(TEXT.replace("株式会社青葉商店", "株式会社みなと商店"))
    assert notice.organisation
    assert notice.organisation.value == "株式会社みなと商店"


@pytest.mark.parametrize("heading", ["4. 再発防止策", "■再発防止策", "【再発防止策】", "再発防止策"])
def test_whom_to_ask_is_no_measure(heading: str) -> None:
    contact = "【問い合わせ先】\n学務課 担当：佐々木 恵子\n電話 03-1234-5678 メール gakumu@midorino.example"
    notice = f"{TEXT}{heading}\n・発送前に二名で照合します。\n・窓付き封筒を使います。\n{contact}\n"
    laid = lay_out(read(notice))
    assert [entry.value for entry in laid.kept(Kind.MEASURE)] == ["発送前に二名で照合します", "窓付き封筒を使います"]
    assert [notice[part.start : part.end] for part in laid.aside] == [contact]


@pytest.mark.parametrize(
    ("language", "address", "country"),
    [
        ("ja", None, "JP"),
        ("en", None, ""),
        ("en", "https://news.harbour.example.co.uk/1", "GB"),
        ("en", "https://harbour.example.com/notice", ""),
    ],
)
def test_a_country_that_nothing_shows_is_asked_for(
    desk: Desk, language: str, address: str | None, country: str
) -> None:
    assert draft_incident(desk, Origin("A notice", address, language, "2024-03-22"))["country"] == country


@pytest.mark.parametrize(
    ("language", "title"),
    [("ja", "株式会社青葉商店の事故（2021年）"), ("en", "株式会社青葉商店: what happened in 2021")],
)
def test_the_draft_is_named_by_whose_case_it_is(desk: Desk, language: str, title: str) -> None:
    draft = draft_incident(desk, ORIGIN._replace(language=language))
    assert draft["title"] == {language: title}
    assert draft["sources"][0]["title"] == {language: ORIGIN.title}
    unnamed = desk.model_copy(update={"entries": tuple(e for e in desk.entries if e.kind is not Kind.ORGANISATION)})
    assert draft_incident(unnamed, ORIGIN)["title"] == {"ja": ORIGIN.title}


@pytest.mark.parametrize(
    ("kind", "typed", "value"),
    [
        (Kind.DATE, "２０１９ー０５ー０９", "2019-05-09"),
        (Kind.PERIOD, "２０１９－０１－０８／２０１９－０５－０９", "2019-01-08/2019-05-09"),
        (Kind.COUNT, " １２４４ ", "1244"),
        (Kind.ORGANISATION, "青葉ー商店（Ａ）\r\n", "青葉ー商店（Ａ）"),
    ],
)
def test_days_and_numbers_may_be_typed_in_full_width(kind: Kind, typed: str, value: str) -> None:
    assert as_typed(kind, typed) == value
    assert is_sound(kind, value, DETAILS.get(kind, ("",))[0])
