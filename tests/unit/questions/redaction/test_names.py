"""Persons are known by what stands beside their names, the organisation by what its incident calls it."""

import time

import pytest

from questions.incident import Incident
from questions.redaction.organisations import names_of, organisations_in
from questions.redaction.people import known_people_in, people_in
from questions.redaction.plain import plain
from tests.factories import documents as small


@pytest.mark.parametrize(
    ("said", "names"),
    [
        ("代表取締役　星野 健一", ["星野 健一"]),
        ("代表取締役社長：前田花江", ["前田花江"]),
        ("担当：森本", ["森本"]),
        ("担当：森本まで。", ["森本"]),
        ("代表取締役社長 兼 CEO　本田 圭", ["本田 圭"]),
        ("大野容疑者を逮捕しました。", ["大野"]),
        ("Ask Ms Hoshino about it.", ["Hoshino"]),
        ("CEO Kenji Hoshino apologised.", ["Kenji Hoshino"]),
        ("Kenji Hoshino\nPresident", ["Kenji Hoshino"]),
        ("the suspect Kenji Hoshino", ["Kenji Hoshino"]),
        ("please contact our Data Protection Officer, Margaret Ellison", ["Margaret Ellison"]),
        ("Our privacy manager is Margaret Ellison.", ["Margaret Ellison"]),
        ("Write to Margaret Ellison, our Information Security Officer.", ["Margaret Ellison"]),
        ("課長岡部健一が説明します。", ["岡部健一"]),
        ("岡部健一部長に聞く", ["岡部健一"]),
        ("岡部 健一様", ["岡部 健一"]),
        ("窓口の岡部健一さんへ", ["岡部健一"]),
        ("担当は西園寺 薫さんです。", ["西園寺 薫"]),
        ("担当は西園寺かおりさんです。", ["西園寺かおり"]),
        ("お世話になっております。岡部健一です。", ["岡部健一"]),
        ("岡部 健一（経理課）に聞く", ["岡部 健一"]),
        ("岡部 健一 <okabe@shop.example>", ["岡部 健一"]),
        ("よろしくお願いいたします。\n岡部　健一\n営業一課", ["岡部 健一"]),
        ("Kind regards,\nMargaret Ellison\nAccounts", ["Margaret Ellison"]),
        ("From: Margaret ELLISON", ["Margaret ELLISON"]),
        ("Margaret Ellison <margaret@shop.example>", ["Margaret Ellison"]),
        ("My name is Margaret Ellison.", ["Margaret Ellison"]),
        ("This is Margaret Ellison from the bank.", ["Margaret Ellison"]),
    ],
)
def test_persons_are_found_in_play_and_in_what_happened(said: str, names: list[str]) -> None:
    assert list(people_in(plain(said), of_event=False)) == names
    assert list(people_in(plain(said), of_event=True)) == names


@pytest.mark.parametrize(
    "said",
    [
        "佐藤さん",
        "山田太郎様",
        "担当：佐藤",
        "委託先の森川氏",
        "星野社長",
        "Mr Sato",
        "Ms Jane Doe",
        "ジョン・スミスさん",
        "広報課　高木",
        "担当の佐藤が伺います。",
        "担当の岡部",
        "岡部課長",
        "部長 山田太郎",
    ],
)
def test_a_way_of_address_tells_in_texts_on_the_real_event(said: str) -> None:
    assert list(people_in(plain(said), of_event=True))


@pytest.mark.parametrize(
    "said",
    [
        *("先方の責任者の柴田さん", "岡部課長", "石川工業様", "会員情報 宮本様"),
        *("佐藤さん", "高木様", "担当：佐藤", "担当：山田太郎", "Mr Sato", "Ms Jane Doe", "総務課の田中課長"),
        *(
            "お客様各位",
            "代表取締役社長 交代のお知らせ",
            "担当：総務部",
            "担当：情報システム課",
            "責任者：未定",
            "担当 <web@utsuwa.example>",
            "経理課長です。",
            "岡部課長（経理）",
            "岡部課長 <okabe@shop.example>",
            "経理課\n施設 点検",
            "Kind regards,\nThe Accounts Team",
            "From: Help Desk Team",
            "This is Minato Foods.",
        ),
    ],
)
def test_invented_people_may_have_the_commonest_names(said: str) -> None:
    assert list(people_in(plain(said), of_event=False)) == []


@pytest.mark.parametrize(
    "said",
    [
        *(
            "お客様と利用者様、患者さん、業者さんへ",
            "同様の仕様です。模様替え。",
            "某氏、同氏、両氏",
            "氏名と住所",
            "男性容疑者",
            "千葉市長",
        ),
        *(
            "The Managing Director approved it.",
            "Chief Information Security Officer",
            "課長 承認 印",
            "担当：施設課 巡回",
            "Mr. President",
            "被告となった会社",
            "奥様・皆様",
            "宮城支店長と千葉市長",
            "責任者の宮崎県、会長の国分寺市、店長高田馬場店",
            "本部長会議と部長会議、担当の営業部",
        ),
    ],
)
def test_groups_and_offices_are_nobody(said: str) -> None:
    assert list(people_in(plain(said), of_event=True)) == []


@pytest.mark.parametrize("said", ["宛先 鈴木様", "営業部 担当様", "件名 各位様", "経理課 責任者様", "田中様"])
def test_in_play_a_space_alone_makes_nobody_of_a_heading(said: str) -> None:
    assert list(people_in(plain(said), of_event=False)) == []


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ("佐藤花江が決めました。", ["佐藤花江"]),
        ("佐藤 花江です", ["佐藤花江"]),
        ("佐藤社長に聞く", ["佐藤社長"]),
        ("Mr. Sato agrees", ["Mr. Sato"]),
        ("佐藤製作所", []),
    ],
)
def test_whom_the_notice_names_is_found_in_play(said: str, found: list[str]) -> None:
    assert list(known_people_in(plain(said), ["佐藤 花江", "Hanae Sato"])) == found


def of(japanese: str, english: str, publisher: str = "The shop", address: str | None = None) -> list[str]:
    data = small.incident().model_dump(mode="json")
    data["organisation"] = small.both(english, japanese)
    data["sources"][0] |= {"publisher": small.both(publisher, "店舗"), "address": address}
    return names_of(Incident.model_validate(data))


@pytest.mark.parametrize(
    ("names", "said"),
    [
        (("有限会社キャプテントム", "Captain Tom Ltd."), "captain  tom has a sale"),
        (("日本航空株式会社（JAL）", "Japan Airlines Co., Ltd."), "ＪＡＬの担当者"),
        (("尼崎市（業務の受託者：BIPROGY株式会社）", "Amagasaki City, Japan"), "BIPROGYです"),
        (
            ("クロロックス（委託先はコグニザント）", "The Clorox Company (its desk was run by Cognizant)"),
            "Clorox's desk",
        ),
        (("星野(株)", "Hoshino Corp."), "星野の店"),
        (("キッコーマンこころダイニング", "Kikkoman Kokoro"), "キッコーマンの通販"),
    ],
)
def test_an_organisation_is_known_by_its_short_forms(names: tuple[str, str], said: str) -> None:
    assert list(organisations_in(plain(said), of(*names)))


@pytest.mark.parametrize(
    "said", ["At Harbourline.", "HARBOURLINE", "Harbourline's clinic", "www.harbourline.co.uk", "help@harbourline.org"]
)
def test_an_organisation_is_known_by_the_first_word_that_is_its_own(said: str) -> None:
    assert list(organisations_in(plain(said), of("ハーバーライン診療所", "Harbourline Clinics Ltd"))) == ["Harbourline"]


@pytest.mark.parametrize(
    "said",
    [
        *("キャプテントム", "ｷｬﾌﾟﾃﾝﾄﾑの店", "キャプテン　トム", "キャプテン‐トム", "キャプ\u200bテン･トム"),
        *("CaptainTom", "captain-tom.co.jp", "ＣＡＰＴＡＩＮ＿ＴＯＭ", "order@captaintomshop.jp", "𝗖𝗮𝗽𝘁𝗮𝗶𝗻 Tom"),
    ],
)
def test_an_organisation_is_known_however_its_name_is_joined(said: str) -> None:
    assert list(organisations_in(plain(said), of("有限会社キャプテン・トム", "Captain Tom Ltd.")))


@pytest.mark.parametrize("said", ["CLOROX", "info@clorox.com", "clorox-shop.jp"])
def test_a_name_of_one_word_is_known_in_capitals_and_in_addresses(said: str) -> None:
    assert list(organisations_in(plain(said), ["Clorox"])) == ["Clorox"]


def test_a_name_is_told_beside_a_longer_one_that_holds_it() -> None:
    said = plain("mail@hoshino-shop.co.jp of Hoshino")
    assert list(organisations_in(said, ["hoshino-shop.co.jp", "Hoshino"])) == ["hoshino-shop.co.jp", "Hoshino"]


def test_an_organisation_is_known_by_the_domain_of_its_own_source() -> None:
    own = of("有限会社ほしの", "Hoshino Ltd.", "Hoshino", "https://www.hoshino-shop.co.jp/news/1")
    assert list(organisations_in("mail@hoshino-shop.co.jp", own)) == ["hoshino-shop.co.jp"]
    assert "hoshino-shop.co.jp" not in of(
        "有限会社ほしの", "Hoshino Ltd.", "A newspaper", "https://hoshino-shop.co.jp/"
    )


@pytest.mark.parametrize(
    ("names", "said"),
    [
        (("ある店舗", "A shop"), "A shop. ある店舗"),
        (("大阪総合医療センター（給食事業者）", "Osaka Center, Japan"), "給食事業者 in Japan"),
        (("尼崎市", "Amagasaki City"), "尼崎の工場"),
        (("ミナト", "Minato"), "ミナトミライ minatos"),
        (("有限会社キャプテン・トム", "Captain Tom Ltd."), "The captain tomorrow. A captain. Tom is ill."),
        (("公立病院", "Shibetsu General Hospital"), "a road to Shibetsu"),
        (("健康", "Community Health Systems"), "Community nurses"),
        (("大阪ガス", "Osaka Gas"), "in Osaka"),
        (("星野", "Target"), "明星 野球部 is the target of it"),
    ],
)
def test_other_words_are_not_its_name(names: tuple[str, str], said: str) -> None:
    assert list(organisations_in(plain(said), of(*names))) == []


@pytest.mark.parametrize("called", ["a shop / called “" + "A" * 5_000 + "”", "a shop" + " " * 5_000 + "in a town"])
def test_no_name_takes_long_to_tell(called: str) -> None:
    begun = time.process_time()
    of(called, called)
    assert time.process_time() - begun < 0.2
