"""Addresses of houses are found in both languages; quantities, plans of streets and plain examples are none."""

import pytest

from questions.redaction.places import places_in
from questions.redaction.plain import plain


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ("〒604-8123 京都市中京区烏丸通3-2です", ["〒604-8123", "京都市中京区烏丸通3-2"]),
        ("東京都千代田区丸の内１ー２ー３", ["東京都千代田区丸の内1-2-3"]),
        ("大阪市北区梅田３丁目２番５号", ["大阪市北区梅田3丁目2番5号"]),
        ("港区芝公園四丁目二番", ["港区芝公園四丁目二番"]),
        ("さいたま市みなみ12-3に住む", ["さいたま市みなみ12-3"]),
        ("He lives at 12 Harbour Street, Bristol.", ["12 Harbour Street"]),
        ("2-3-1 Marunouchi, Chiyoda-ku", ["2-3-1 Marunouchi, Chiyoda-ku"]),
        ("Springfield, IL 62704", ["Springfield, IL 62704"]),
        ("鎌倉市由比ガ浜二丁目四番十九号", ["鎌倉市由比ガ浜二丁目四番十九号"]),
        ("北区天神橋5の8の21", ["北区天神橋5の8の21"]),
        ("早良区百道浜2-1-17-503", ["早良区百道浜2-1-17-503"]),
        ("札幌市中央区北3条西14丁目2", ["北3条西14丁目2"]),
        ("上馬3-14-7に届けた", ["上馬3-14-7"]),
        ("コーポ上馬203号室", ["コーポ上馬203号室"]),
        ("郵便番号154-0011", ["郵便番号154-0011"]),
        ("Kamiuma 3-14-7, Setagaya-ku", ["Kamiuma 3-14-7, Setagaya-ku"]),
        ("3-14-7 Kamiuma, Setagaya, Tokyo", ["3-14-7 Kamiuma, Setagaya, Tokyo"]),
        ("27 Elm Grove, Leeds LS6 2PQ", ["27 Elm Grove", "LS6 2PQ"]),
    ],
)
def test_addresses_of_houses_are_found(said: str, found: list[str]) -> None:
    assert list(places_in(plain(said))) == found


@pytest.mark.parametrize(
    "said",
    [
        *("3丁目の角", "市民のうち2-3割", "区役所で2-3回", "みどり市3-5人", "都道府県別1-10位", "市区町村コード1-2"),
        *("〒000-0000", "〒123-4567 ○○市○○町1-2-3", "123 Main Street", "1 Example Road", "Anytown, OH 00000"),
        *(
            "5 May Road Show",
            "2019 Main Street Bank",
            "PO Box 12",
            "A4 2IN",
            "部屋は203号室",
            "第3条第14号",
            "ISO 27001-2 Standards, Part 3-5",
        ),
    ],
)
def test_quantities_and_examples_are_no_addresses(said: str) -> None:
    assert list(places_in(plain(said))) == []
