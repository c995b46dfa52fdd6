"""`flask notice read`: a notice in, its facts as JSON out; what can't be read is refused in a sentence."""

import json
from pathlib import Path

import pytest
from flask import Flask

NOTICE = (
    "2019年8月20日\n有限会社みほん堂\n\n"
    "2019年5月9日、カード会社から連絡を受け、お客様83名のクレジットカード番号が流出したことが判明しました。お詫びいたします。\n"
    "チェックリストコード: 22-24 (第22条)委託先の監督\n"
)


def test_facts_are_printed_with_their_places(app: Flask, tmp_path: Path) -> None:
    file = tmp_path / "notice.txt"
    file.write_bytes(NOTICE.encode("cp932"))
    result = app.test_cli_runner().invoke(args=["notice", "read", str(file)])
    assert result.exit_code == 0, result.output
    found = json.loads(result.stdout)
    assert found["source_text"] == NOTICE
    assert found["organisation"]["value"] == "有限会社みほん堂"
    assert {(date["value"], date["role"]) for date in found["dates"]} == {
        ("2019-08-20", "announced"),
        ("2019-05-09", "detected"),
    }
    assert [(count["value"], count["unit"], count["of"]) for count in found["counts"]] == [(83, "people", "customer")]
    assert [(data["value"], data["affected"]) for data in found["data_types"]] == [("payment-card", True)]
    assert [code["value"] for code in found["checklist_codes"]] == ["22-24"]
    assert "appi-22-24" in [control["value"] for control in found["controls"]]
    assert [event["value"] for event in found["timeline"]] == ["2019-05-09", "2019-08-20"]
    assert "supplier-oversight" in [topic["value"] for topic in found["topics"]]
    for kind in ("dates", "counts", "data_types", "topics", "checklist_codes", "timeline", "controls"):
        for fact in found[kind]:
            assert NOTICE[fact["start"] : fact["end"]] == fact["text"]


def test_a_text_without_an_incident_is_said_to_be_none(app: Flask) -> None:
    result = app.test_cli_runner().invoke(args=["notice", "read", "-"], input="玉ねぎを炒めます。")
    assert result.exit_code == 0
    assert not json.loads(result.stdout)["incident"]
    assert "事故が起きたことを読み取れませんでした" in result.stderr


def test_a_file_that_can_not_be_read_is_refused_in_the_language_of_the_installation(
    app: Flask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "notice.pdf"
    file.write_bytes(b"%PDF-1.7 broken")
    for language, words in (("ja", "PDFが壊れています"), ("en", "The PDF is damaged.")):
        monkeypatch.setitem(app.config, "BABEL_DEFAULT_LOCALE", language)
        result = app.test_cli_runner().invoke(args=["notice", "read", str(file)])
        assert result.exit_code == 1
        assert words in result.stderr
        assert result.stdout == ""
