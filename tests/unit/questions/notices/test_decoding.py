"""From files and pastes to text: encodings, HTML, Word, PDF, and what is none of them."""

import importlib.util
import io
import zipfile
from pathlib import Path

import pytest
import typst
from docx import Document
from pypdf import PdfWriter
from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject

from questions.notices.decoding import LARGEST, decode, decode_pasted
from questions.notices.problems import Reason, Unreadable
from questions.notices.reader import LONGEST

JAPANESE = "漏えいについて（お詫び）\n2019年5月9日、お客様83名のカード情報が流出した可能性があると判明しました。\n"
SHORT = "令和4年、ＵＳＢメモリを紛失しました。\n"


def archive(*names: str) -> bytes:
    """Return a ZIP with these members."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as made:
        for name in names:
            made.writestr(name, "<a/>")
    return file.getvalue()


def refused(data: bytes) -> Unreadable:
    with pytest.raises(Unreadable) as raised:
        decode(data)
    return raised.value


@pytest.mark.parametrize("text", [JAPANESE, SHORT, JAPANESE * 300], ids=["usual", "short", "long"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp932", "shift_jis", "euc_jp", "iso2022_jp", "utf-16"])
def test_japanese_text_is_read_in_every_encoding(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding)).text == text


def test_characters_of_windows_are_read_in_shift_jis() -> None:
    text = "①髙﨑商店㈱は、2019年5月9日に流出を確認しました。～以上～\n"
    assert decode(text.encode("cp932")).text == text


def test_english_text_of_windows_is_read_with_its_quotation_marks() -> None:
    text = "The council’s chief said “We are sorry” – it lost £312,000 in 2021.\n"
    assert decode(text.encode("cp1252")) == (text, "cp1252")


def test_line_ends_become_the_same_on_every_system() -> None:
    assert decode(b"\xef\xbb\xbfOne\r\ntwo\rthree\n").text == "One\ntwo\nthree\n"


def test_scripts_styles_and_navigation_of_a_page_are_never_text() -> None:
    page = (
        "<!doctype html><title>お知らせ</title><script>流出 999名</script><style>b{}</style><nav>会員登録</nav>"
        "<body onload='x()'><p>本文<br>二行目 &amp; <b>太</b>字</p><script src=x>もう一つ</script>"
        "<svg><text>図</text></svg>"
        "<noscript>要JavaScript</noscript><div style='display: none'>隠れた文</div><footer>会社</footer></body>"
    )
    assert decode(page.encode()).text == "お知らせ\n\n本文\n二行目 & 太字"


@pytest.mark.parametrize("encoding", ["cp932", "euc_jp", "utf-8"])
def test_a_page_is_read_in_the_encoding_that_it_declares(encoding: str) -> None:
    page = f'<html><head><meta charset="{encoding}"></head><body><p>流出のお知らせ</p></body></html>'
    assert decode(page.encode(encoding)).text == "流出のお知らせ"


def test_table_rows_are_lines() -> None:
    page = "<html><table><tr><th>対象</th><td>356名</td></tr><tr><th>項目</th><td>氏名</td></tr></table></html>"
    assert [line for line in decode_pasted(page).text.split("\n") if line] == ["対象 356名", "項目 氏名"]


def test_text_that_speaks_of_a_tag_is_no_page() -> None:
    assert decode_pasted("改ざんにより<script>が埋め込まれ、5 < 6 でした。").text.startswith("改ざんにより<script>")


def test_a_page_may_be_nested_deeply() -> None:
    assert "流出" in decode(("<html><body>" + "<div>" * 1000 + "流出" + "</div>" * 1000).encode()).text


def word_file() -> bytes:
    document = Document()
    document.add_paragraph("お詫びとお知らせ")
    table = document.add_table(rows=1, cols=2)
    table.rows[0].cells[0].text = "発生日"
    table.rows[0].cells[1].text = "2019年5月9日"
    document.add_paragraph("以上")
    stored = io.BytesIO()
    document.save(stored)
    return stored.getvalue()


def test_a_word_file_is_read_with_its_tables_in_place() -> None:
    assert decode(word_file()).text == "お詫びとお知らせ\n発生日 2019年5月9日\n以上"


def pdf(source: str, folder: Path) -> bytes:
    found = importlib.util.find_spec("noto_cjk_sans_jp_regular")
    assert found is not None
    assert found.origin is not None
    file = folder / "page.typ"
    file.write_text(source, encoding="utf-8")
    made: bytes = typst.compile(file, font_paths=[Path(found.origin).parent], ignore_system_fonts=True)
    return made


def test_a_pdf_is_read_with_its_wrapped_lines_joined(tmp_path: Path) -> None:
    words = (
        "当社のサーバーが第三者による不正アクセスを受け、お客様の個人情報が流出した可能性があることが判明いたしました。"
        * 2
    )
    page = f'#set text(font: "Noto Sans CJK JP")\nお知らせ\n\n{words}\n\n2019年5月9日'
    text = decode(pdf(page, tmp_path)).text
    assert words in text
    assert "2019年5月9日" in text


@pytest.mark.parametrize(
    ("data", "reason", "line"),
    [
        (b"", Reason.EMPTY, None),
        (b" \r\n\t \n", Reason.EMPTY, None),
        ("\ufeff".encode(), Reason.EMPTY, None),
        (b"<html><script>alert(1)</script></html>", Reason.EMPTY, None),
        (b"x" * LARGEST, Reason.TOO_LARGE, None),
        (f"件名\n{JAPANESE}".encode().decode("cp932", errors="replace").encode(), Reason.MOJIBAKE, 1),
        (JAPANESE.encode().decode("latin-1").encode(), Reason.MOJIBAKE, 1),
        (b"One\n" + JAPANESE.encode() + JAPANESE.encode("cp932"), Reason.MIXED_ENCODINGS, 4),
        (b"caf\xe9 \x81\n" * 20, Reason.UNKNOWN_ENCODING, 1),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(range(256)), Reason.NOT_TEXT, None),
        (b"%PDF-1.7\nnothing of the kind", Reason.BROKEN_PDF, None),
        (b"PK\x03\x04 nothing of the kind", Reason.BROKEN_WORD, None),
        (word_file()[:-400], Reason.BROKEN_WORD, None),
        (archive("[Content_Types].xml", "xl/workbook.xml"), Reason.NOT_TEXT, None),
        (archive("[Content_Types].xml", "xl/workbook.xml")[:-60], Reason.NOT_TEXT, None),
        (archive("notice.txt"), Reason.NOT_TEXT, None),
    ],
)
def test_what_can_not_be_read_is_refused_with_its_place(data: bytes, reason: Reason, line: int | None) -> None:
    problem = refused(data)
    assert (problem.reason, problem.line) == (reason, line)


def test_a_pdf_of_pictures_is_refused(tmp_path: Path) -> None:
    assert refused(pdf("#rect(width: 5cm, height: 5cm)", tmp_path)).reason is Reason.PDF_WITHOUT_TEXT


def drawing(*repeated: int) -> bytes:
    """Return a PDF whose pages draw a line of text so many times."""
    writer, file = PdfWriter(), io.BytesIO()
    font = {"/Type": NameObject("/Font"), "/Subtype": NameObject("/Type1"), "/BaseFont": NameObject("/Helvetica")}
    named = DictionaryObject({NameObject(name): value for name, value in font.items()})
    fonts = DictionaryObject({NameObject("/F1"): named})
    for number in repeated:
        page, stream = writer.add_blank_page(100, 100), DecodedStreamObject()
        stream.set_data(b"BT /F1 12 Tf (A notice of something else) Tj ET\n" * number)
        page[NameObject("/Contents")] = writer._add_object(stream.flate_encode())
        page[NameObject("/Resources")] = DictionaryObject({NameObject("/Font"): fonts})
    writer.write(file)
    return file.getvalue()


def test_a_pdf_that_draws_without_end_is_read_up_to_there() -> None:
    text = decode(drawing(1, 100_000, 1)).text
    assert text == "A notice of something else"


def test_of_a_pdf_of_many_pages_hardly_more_is_unpacked_than_is_read() -> None:
    text = decode(drawing(*[1_500] * 30)).text
    assert LONGEST < len(text) < 2 * LONGEST


@pytest.mark.parametrize("depth", [100, 1_900, 20_000])
def test_what_is_nested_ever_so_deep_is_read(depth: int) -> None:
    within = f"{'<div>' * depth}<p>紛失 &amp; 盗難{'</div>' * depth}"
    page = f"<html><body><script>let x = '<p>1'</script>{within}</body></html>"
    assert decode_pasted(page).text == "紛失 & 盗難"


def test_a_paste_that_is_too_long_is_refused() -> None:
    with pytest.raises(Unreadable, match="too-large"):
        decode_pasted("x" * LARGEST)
