"""Whole names are found without any sign beside them, in Latin letters, kana and kanji; other words are not."""

import pytest

from questions.redaction.people import likely_people_in, people_in
from questions.redaction.plain import plain
from questions.redaction.readings import same_spelling, spelt


def found_in(said: str) -> list[str]:
    return [*people_in(plain(said), of_event=False)]


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ("Kenji Watanabe called at nine.", "Kenji Watanabe"),
        ("Call Kaori Saionji first.", "Kaori Saionji"),
        ("WATANABE Kenji signed.", "WATANABE Kenji"),
        ("Watanabe, Kenji", "Watanabe, Kenji"),
        ("Kenji T. Watanabe's laptop", "Kenji T. Watanabe"),
        ("Ｋｅｎｊｉ Ｗａｔａｎａｂｅ が担当しました。", "Kenji Watanabe"),
        ("Jun'ichi Kobayashi, Satoh Yuuki", "Jun'ichi Kobayashi"),
        ("Margaret Thornton forwarded it.", "Margaret Thornton"),
        ("Sarah O'Connor phoned.", "Sarah O'Connor"),
        ("Maria da Silva was on duty.", "Maria da Silva"),
        ("Nguyen Thi Lan works here.", "Nguyen Thi Lan"),
        ("Mark Thompson said so.", "Mark Thompson"),
        ("ワタナベ ケンジ", "ワタナベ ケンジ"),
        ("ﾜﾀﾅﾍﾞ･ｹﾝｼﾞ", "ワタナベ・ケンジ"),
        ("渡辺健司（ワタナベケンジ）", "ワタナベケンジ"),
        ("担当のわたなべけんじです。", "わたなべけんじ"),
        ("たかはし まこと様", "たかはし まこと"),
        ("ふりがな　さいおんじ かおるこ", "さいおんじ かおるこ"),
        ("わたなべ（けんじ）さん", "わたなべ(けんじ)"),
        ("マーガレット・ソーントンさんから", "マーガレット・ソーントン"),
        ("渡辺健司が電話に出ました。", "渡辺健司"),
        ("経理部渡辺 健が", "渡辺 健"),
        ("伊藤さくら、中村結衣の3名", "伊藤さくら"),
        ("髙橋まことさん", "高橋まこと"),
        ("氏名：小鳥遊蓮", "小鳥遊蓮"),
        ("金 秀賢さんの申請書", "金 秀賢"),
    ],
)
def test_whole_names_are_found(said: str, name: str) -> None:
    assert name in found_in(said)


@pytest.mark.parametrize(
    "said",
    [
        *(
            "Card companies called. Kenji called. Watanabe Foods opened.",
            "Reply All, Black Friday, Hong Kong, New York",
        ),
        *("May Sales, Mark Down, Will Call, Grace Period, Victoria Station", "John Smith, Taro Yamada, Jane Doe"),
        *("kenji.watanabe@shop.example", "https://shop.example/Kenji", "The Privacy Commission, Human Resources"),
        *("クレジット カード、メール アドレス、ウイルス・バスター", "ヤマダ タロウ、やまだはなこ、ジョン・スミスさん"),
        *(
            "みなさん、おはようございます。もう一度たかく、ものたりない。",
            "たくさん、お子さん、わたしたち皆さん、もりあがりました",
        ),
        *(
            "小松菜、大野市、宮崎県知事、千葉大学、山口銀行、中野一丁目、上野公園",
            "山田太郎が来ました。鈴木花子さん",
            "森 林",
        ),
        *("氏名：住所", "氏名・住所・電話", "送信者：営業課", "お名前：未定", "王様のブランチさん、李さん"),
    ],
)
def test_other_words_are_no_names(said: str) -> None:
    assert [*found_in(said), *likely_people_in(plain(said))] == []


@pytest.mark.parametrize("said", ["Later Aroha Ngata called.", "It was Zaitra Uppal.", "Élodie Lévêque’s desk"])
def test_two_words_that_are_no_english_may_be_a_name(said: str) -> None:
    assert len([*likely_people_in(plain(said))]) == 1


@pytest.mark.parametrize(
    ("kana", "written"),
    [
        ("さとう", ("Sato", "SATOH", "Satou", "Satō")),
        ("じゅんいち", ("Jun'ichi", "Junichi", "Jun-ichi")),
        ("ゆうき", ("Yuki", "Yuuki", "Yūki")),
        ("ほんま", ("Honma", "Homma")),
        ("はっとり", ("Hattori",)),
        ("しょうへい", ("Shohei", "Shouhei")),
        ("きょうこ", ("Kyoko", "Kyouko")),
        ("つちや", ("Tsuchiya",)),
    ],
)
def test_a_name_is_known_however_it_is_spelt(kana: str, written: tuple[str, ...]) -> None:
    assert {same_spelling(each) for each in written} == {spelt(kana)}
