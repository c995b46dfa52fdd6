"""Numbers and addresses that somebody may have are found however they are written; quantities and examples are not."""

import time
from collections.abc import Callable, Iterator

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from questions.redaction.accounts import accounts_in
from questions.redaction.addresses import addresses_in
from questions.redaction.checks import IBAN_LENGTHS, is_card, is_iban, is_my_number
from questions.redaction.numbered import numbers_in
from questions.redaction.people import likely_people_in, people_in
from questions.redaction.places import places_in
from questions.redaction.plain import gist, plain
from questions.redaction.telephones import telephones_in

Finder = Callable[[str], Iterator[str]]
FULL_WIDTH = str.maketrans("0123456789-", "０１２３４５６７８９－")
ways = st.tuples(
    st.sampled_from(["", "-", " "]), st.booleans(), st.sampled_from(["番号は{}です。", "No: {}, thanks", "{}"])
)


def found_as_written(find: Finder, groups: list[str], way: tuple[str, bool, str]) -> bool:
    sign, full_width, around = way
    written = sign.join(groups)
    said = around.format(written.translate(FULL_WIDTH) if full_width else written)
    return gist(written) in {gist(words) for words in find(plain(said))}


def with_check(digits: str, fits: Callable[[str], bool]) -> str:
    return next(digits + check for check in "0123456789" if fits(digits + check))


@given(st.sampled_from(["4", "51", "2221", "35", "62"]), st.text("0123456789", min_size=14, max_size=14), ways)
def test_cards(begun: str, more: str, way: tuple[str, bool, str]) -> None:
    card = with_check((begun + more)[:15], is_card)
    assume(len(set(card)) > 4)  # fewer different digits: mostly an example
    assert found_as_written(accounts_in, [card[n : n + 4] for n in (0, 4, 8, 12)], way)


@given(st.text("0123456789", min_size=11, max_size=11), ways)
def test_my_numbers(begun: str, way: tuple[str, bool, str]) -> None:
    number = with_check(begun, is_my_number)
    assume(len(set(number)) > 1 and number != "123456789018")
    assert found_as_written(accounts_in, [number[n : n + 4] for n in (0, 4, 8)], way)


@given(st.sampled_from(sorted(IBAN_LENGTHS)), st.text("0123456789ABCXYZ", min_size=27, max_size=27), ways)
def test_ibans(country: str, more: str, way: tuple[str, bool, str]) -> None:
    account = more[: IBAN_LENGTHS[country] - 4]
    iban = next(made for check in range(2, 99) if is_iban(made := f"{country}{check:02}{account}"))
    assert found_as_written(accounts_in, [iban[n : n + 4] for n in range(0, len(iban), 4)], way)


@given(
    st.one_of(
        st.tuples(st.sampled_from(["090", "080", "070", "050"]), st.from_regex("[1-9][0-9]{3}", fullmatch=True)),
        st.tuples(st.sampled_from(["03", "06"]), st.from_regex("[2-9][0-9]{3}", fullmatch=True)),
        st.tuples(st.sampled_from(["045", "011", "0120"]), st.from_regex("[2-9][0-9]{2}", fullmatch=True)),
    ),
    st.from_regex("[0-9]{4}", fullmatch=True),
    ways,
    st.booleans(),
)
def test_telephones(begun: tuple[str, str], last: str, way: tuple[str, bool, str], abroad: bool) -> None:
    assume(begun[0] != "0120" or not abroad)
    area, exchange = begun
    groups = [f"+81 {area[1:]}" if abroad else area, exchange, last[:3] if area == "0120" else last]
    assert found_as_written(telephones_in, groups, way)


@given(
    st.integers(1, 10**13),
    st.sampled_from(["{}件", "{:,}件", "約{}名分", "¥{}", "{:,}円", "{} people", "{:,} records", "{}バイト目"]),
)
def test_quantities_are_no_numbers_of_anybody(number: int, unit: str) -> None:
    said = plain(unit.format(number))
    assert not list(telephones_in(said))
    if "目" not in unit:
        assert not list(accounts_in(said))


@given(st.dates(), st.sampled_from(["%Y-%m-%d", "%Y/%m/%d", "%Y年%m月%d日", "%d %B %Y", "%Y%m%d", "%Y-%m-%d 10:20:30"]))
def test_dates_are_no_numbers_of_anybody(day: object, form: str) -> None:
    said = plain(f"{day:{form}}")
    assert not [*telephones_in(said), *accounts_in(said)]


@pytest.mark.parametrize(
    ("find", "said"),
    [
        (telephones_in, "03(3456)7890"),
        (telephones_in, "TEL03-3456-7890"),
        (telephones_in, "℡０９０－３４５６－７８９０"),
        (telephones_in, "Fax03-3456-7890"),
        (telephones_in, "0120-444-113"),
        (telephones_in, "03ー3456ー7890"),
        (telephones_in, "０３ － ３４５６ － ７８９０"),
        (telephones_in, r"**03**\-3456\-7890"),
        (addresses_in, "info&#64;shop.jp"),
        (telephones_in, "(212) 736-5000"),
        (telephones_in, "+44 20 7219 3000"),
        (telephones_in, "+33 1 42 97 48 16"),
        (accounts_in, "普通預金　口座番号：4820193"),
        (accounts_in, "ゆうちょ銀行　記号12340　番号48201931"),
        (accounts_in, "Account no. 48201931"),
        (accounts_in, "40-12-09 18273645"),
        (accounts_in, "Sort code 40-12-09, account 18273645"),
        (accounts_in, "1234 5678 9115 2024年"),
        *(
            (accounts_in, said)
            for said in (
                *(
                    "４５３９１４８８０３４３６４６７",
                    "4539・1488・0343・6467",
                    "4539.1488.0343.6467",
                    "4539/1488/0343/6467",
                ),
                *(
                    "4539  1488  0343  6467",
                    "4539 1488 0343 6467 123",
                    "1234-4539-1488-0343-6467",
                    "No4539148803436467",
                    "4539148803436467件",
                    "4539 1488 0343 6467円",
                ),
                *("カードNo４５３９　／　１４８８　／　０３４３　／　６４６７", "3782・946310・72157"),
            )
        ),
        *(
            (telephones_in, said)
            for said in (
                *(
                    "03 ‐ 3581 ‐ 3211",
                    "０３・３５８１・３２１１",
                    "03  3581  3211",
                    "０３　・　３５８１　・　３２１１",
                    "03·3581·3211",
                ),
                *(
                    "03  -  3581  -  3211",
                    "+1 212 736 5000",
                    "+12127365000",
                    "+1 (212) 736 5000",
                    "＋１・２１２・７３６・５０００",
                ),
            )
        ),
        *(
            (addresses_in, said)
            for said in (
                *(
                    "tanaka＠shop．jp",
                    "tanaka@shop。jp",
                    "ｔａｎａｋａ＠ｓｈｏｐ｡ｃｏ｡ｊｐ",
                    "tanaka@日本.jp",
                    "tanaka＠日本。ｊｐ",
                ),
                *("t@müller.de", "a@shop.日本.jp", "a@日本.コム"),
            )
        ),
        (addresses_in, "tanto@shop-example.jp"),
        (addresses_in, "info[at]shop.co.jp"),
        (addresses_in, "ｉｎｆｏ＠ｓｈｏｐ．ｊｐ"),
        (addresses_in, "連絡先はa.b@c.jpまで"),
    ],
)
def test_what_is_found(find: Finder, said: str) -> None:
    assert list(find(plain(said)))


@pytest.mark.parametrize(
    ("find", "said"),
    [
        (telephones_in, "03-1234-5678 06-0000-0000 090-0000-0123 +31 30 000 0140"),
        (telephones_in, "(212) 555-0142, 1-800-555-0199, 020 7946 0018, 07700 900123, 01632 960001"),
        (telephones_in, "A-03-3456-7890 203.0.113.10 192.0.2.1 2019-05-09-1234 12,345,678,901"),
        (accounts_in, "4111 1111 1111 1111"),
        (accounts_in, "1234 5678 9115 0000, 0000 1234 5678 9115"),
        (accounts_in, "24-05-12 1827364"),
        (accounts_in, "4242 4242 4242 4242, 4111-1111-1111-1111, 123456789018, GB82 WEST 1234 5698 7654 32"),
        (accounts_in, "普通 1234567 / 当座 0000000 / 口座を2021年5月に閉じる / **** **** **** 4821"),
        (telephones_in, "+1 212 555 0142 +12125550199"),
        (accounts_in, "2019/2020/2021/2022 a4539f4539148803436467 4539148803433件 4539 1488 0343 6468"),
        (addresses_in, "a@example.com又はwww.shop.jp、b@shop.example。See shop.jp、c@example。com、d@日本.example"),
        (accounts_in, "第3430403号 伝票 4820193"),
        (addresses_in, "a@shop.example b@example.com c@example3.co.jp d@mail.test e@x.invalid @shop_jp"),
    ],
)
def test_what_is_plainly_made_up_is_not(find: Finder, said: str) -> None:
    assert list(find(plain(said))) == []


@pytest.mark.parametrize(
    "said",
    [
        *(
            "090 (4829) 1375",
            "（090）4829－1375",
            "090/4829/1375",
            "090_4829_1375",
            "090の4829の1375",
            "+81 (0)90 4829 1375",
        ),
        *(
            "〇九〇ー四八二九ー一三七五",
            "〇九〇四八二九一三七五",
            "零九零-四八二九-一三七五",
            "〇九〇・四八二九・一三七五",
            "〇三（五二一四）七八三六",
        ),
        *(
            "0081 90 4829 1375",
            "010-81-90-4829-1375",
            "81-90-4829-1375",
            "0044 20 7183 2946",
            "電話 5214-7836",
            "Tel. 736-5219",
        ),
    ],
)
def test_telephone_numbers_in_odd_forms(said: str) -> None:
    assert list(telephones_in(plain(said)))


@pytest.mark.parametrize(
    "said",
    [
        *("免許証番号 第301847562930号", "運転免許証　第 30 12 345678 90 号", "driving licence no. MORGA657054SM9IJ"),
        *(
            "旅券番号はMS8472913",
            "パスポート（TK8472913）の写し",
            "her passport, TK 8472913, was copied",
            "P<JPNSAIONJI<<KAORI<<<",
        ),
        *(
            "在留カード：ＡＢ１２８４７５６２ＣＤ",
            "AB12847562CD",
            "個人番号　8475 6293 0142",
            "基礎年金番号 4821-937465",
            "SSN 536-22-8726",
        ),
        *(
            "社員番号 184726",
            "社員番号は一八四七二六です",
            "従業員番号184726の端末",
            "患者ID：184726",
            "Employee number: E-18472",
            "品川 300 あ 48-29",
        ),
    ],
)
def test_numbers_that_the_words_before_them_tell(said: str) -> None:
    assert list(numbers_in(plain(said)))


@pytest.mark.parametrize(
    "said",
    [
        *(
            "（普）4829137",
            "口座番号は四八二九一三七",
            "ゆうちょ 14180-48291371",
            "振込先 4829137",
            "Account: 48291375",
        ),
        *("savings account 4829137", "Sort code: 201453"),
    ],
)
def test_accounts_in_odd_forms(said: str) -> None:
    assert list(accounts_in(plain(said)))


@pytest.mark.parametrize(
    "said",
    [
        *(
            "社員番号と氏名",
            "社員番号 12345",
            "会員番号12,000件",
            "社員番号は8桁",
            "employee number and name",
            "customer number 12345",
        ),
        *(
            "〇〇〇〇〇〇〇〇〇〇〇",
            "二〇一九年五月九日",
            "一〇〇人",
            "三千五百円",
            "免許証の写し",
            "passport copy",
            "請求番号 2024-0318",
        ),
    ],
)
def test_words_and_dates_are_no_numbers_of_anybody(said: str) -> None:
    assert [*numbers_in(plain(said)), *telephones_in(plain(said)), *accounts_in(plain(said))] == []


@pytest.mark.parametrize("before", ["17:00 ", "3 ", "2026 "])
def test_a_telephone_number_behind_another_number_and_a_space(before: str) -> None:
    for number in ("090-4829-1375", "03-5253-4111", "0120-345-678"):
        assert list(telephones_in(plain(before + number))) == [number]
    assert list(telephones_in(plain(f"{before}03-12-2019"))) == []
    assert list(telephones_in(plain(f"{before}03-1234-5678"))) == []


@pytest.mark.parametrize(
    "piece",
    [
        "0",
        "0-",
        "4 ",
        "AT12 ",
        "a.",
        "a@a.",
        "+1 ",
        "口座",
        "(0",
        "a@日",
        "日.",
        "4 / ",
        "4539/",
        "市",
        "1丁目",
        "Ab ",
        "市み",
        "1-",
        "〇九",
        "社員番号",
        "Ken Mori ",
        "Ab'",
        "もり",
        "モリ ",
        "森健",
        "お名前",
        "P<A",
    ],
)
def test_time_grows_with_the_text_alone(piece: str) -> None:
    text = plain(piece * 50_000)
    begun = time.process_time()
    for find in (addresses_in, telephones_in, accounts_in, places_in, numbers_in, likely_people_in):
        assert list(find(text)) is not None
    assert list(people_in(text, of_event=False)) is not None
    assert time.process_time() - begun < 5
