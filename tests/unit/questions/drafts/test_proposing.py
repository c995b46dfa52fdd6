"""An incident suggests the steps that it turned on; what they say of it rests on its facts."""

import shutil
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from questions.checking import check
from questions.control import Control
from questions.drafts.files import SHIPPED_PATTERNS, all_patterns, shipped_patterns
from questions.drafts.known import Known
from questions.drafts.pattern import Pattern
from questions.drafts.placeholders import placeholders
from questions.drafts.proposing import draft_step, propose
from questions.drafts.sentences import sentences
from questions.files import read_document
from questions.folders import SHIPPED
from questions.incident import Incident
from questions.lint import lint_step
from questions.notices import phrases
from questions.notices.drafting import Origin, draft_incident
from questions.notices.laying_out import lay_out
from questions.notices.reader import read
from questions.release import Bank
from questions.scenario import Scenario, Step
from questions.text import texts_in
from questions.writing import write_bank
from tests.factories import documents as small
from tests.support.sources import ROOT

NOTICE = (
    "2021年7月1日\n株式会社あおば商店\n弊社サイトへの不正アクセスによる個人情報流出に関するお詫び\n"
    "2021年5月20日、カード会社から流出の懸念について連絡を受け、同日カード決済を停止いたしました。"
    "2021年4月10日~2021年5月20日の期間に決済されたお客様120名のクレジットカード番号が流出した可能性があります。"
    "決済代行会社の決済モジュールが改ざんされておりました。2021年6月3日に個人情報保護委員会へ報告いたしました。\n"
    "チェックリストコード: 22-24 (第22条)委託先の監督\n"
)


@pytest.fixture(scope="module")
def bank() -> Bank:
    """Return the shipped controls and incidents."""
    controls = [read_document(path, Control) for path in (SHIPPED / "controls").glob("*.yaml")]
    incidents = [read_document(path, Incident) for path in (SHIPPED / "incidents").glob("*.yaml")]
    return Bank(controls={each.key: each for each in controls}, incidents={each.key: each for each in incidents})


@pytest.fixture(scope="module")
def pasted(bank: Bank) -> Incident:
    """Return the incident that the desk drafts from a notice."""
    desk = lay_out(read(NOTICE, bank.controls.values()))
    data = draft_incident(desk, Origin("A notice", None, "ja", "2021-07-02"))
    own = {"key": "aoba", "organisation": small.both("Aoba Shop", "株式会社あおば商店"), "country": "JP"}
    return Incident.model_validate({**data, **own, "sector": "retail"})


def own_keys(bank: Bank) -> dict[str, str]:
    return {key: key for key in bank.controls}


def drafted(pattern: Pattern, incident: Incident, bank: Bank) -> Step:
    return draft_step(pattern, Known(incident), own_keys(bank))


def full(incident: Incident) -> Incident:
    """Return an incident whose facts fill every slot."""
    data = incident.model_dump(mode="json", by_alias=True)
    told = {
        "key": "told",
        "text": small.both("Customers were told.", "お客様へ個別に連絡しました。"),
        "source": "notice",
    }
    data["facts"].append(told)
    data["timeline"].append({"date": "2021-07-05", "text": told["text"], "facts": ["told"]})
    return Incident.model_validate(data)


def test_a_pasted_notice_suggests_the_decisions_in_the_order_of_the_story(pasted: Incident, bank: Bank) -> None:
    found = propose(pasted, shipped_patterns().values(), own_keys(bank))
    keys = [each.pattern.key for each in found]
    assert {"choose-supplier", "first-warning", "stop-or-wait", "report-deadline", "tell-people"} <= set(keys)
    told = ["choose-supplier", "first-warning", "stop-or-wait", "first-hour-order", "report-deadline"]
    assert [key for key in keys if key in told] == told
    assert not {"mail-to-many", "lost-device", "help-desk-call", "payment-request"} & set(keys)
    assert len({each.step.question.kind for each in found if each.step.question}) >= 4
    warning = found[keys.index("first-warning")]
    assert warning.why.gaps == {"days_until_noticed": 40}
    assert warning.step.what_happened is not None
    assert "カード会社" in warning.step.what_happened.text.in_language("ja")
    assert "40日" in warning.step.what_happened.text.in_language("ja")


@pytest.mark.parametrize(
    ("incident", "patterns"),
    [
        ("amagasaki-usb-2022", {"carry-out", "lost-device"}),
        ("captain-tom-2019", {"choose-supplier", "supplier-report", "first-warning", "stop-or-wait", "tell-people"}),
        ("clorox-cognizant-2023", {"help-desk-call"}),
        ("colonial-pipeline-2021", {"forgotten-remote-access", "locked-screen", "restore-from-copies"}),
        ("jal-bec-2017", {"payment-request", "money-sent"}),
        ("kikkoman-bcc-2020", {"mail-to-many", "after-sending"}),
        ("ntt-business-solutions-2023", {"leaver-accounts", "odd-download", "first-warning"}),
        ("osaka-hospital-2022", {"forgotten-remote-access", "cut-on-request", "locked-screen"}),
    ],
)
def test_the_shipped_incidents_suggest_what_they_turned_on(incident: str, patterns: set[str], bank: Bank) -> None:
    found = propose(bank.incidents[incident], shipped_patterns().values(), own_keys(bank))
    assert patterns <= {each.pattern.key for each in found}


@pytest.mark.parametrize("key", sorted(shipped_patterns()))
def test_every_sentence_of_a_pattern_is_cited_or_invented(key: str, pasted: Incident, bank: Bank) -> None:
    pattern = shipped_patterns()[key]
    for incident in (full(pasted), small.incident()):
        step = drafted(pattern, incident, bank)
        assert step.draft is not None
        known = {(each.language, each.text) for each in step.draft.sentences}
        for text in texts_in(step):
            for tag, said in text.root.items():
                assert {(tag, sentence) for sentence in sentences(said)} <= known
        facts = {key for each in step.draft.sentences for key in each.facts}
        assert facts <= {fact.key for fact in incident.facts}
        assert step.what_happened
        assert facts == set(step.what_happened.facts) != set()


@pytest.mark.parametrize("key", sorted(shipped_patterns()))
def test_a_shipped_pattern_passes_the_linter_in_both_languages(key: str, pasted: Incident, bank: Bank) -> None:
    incident = full(pasted)
    step = drafted(shipped_patterns()[key], incident, bank)
    head: dict[str, Any] = {"key": "case", "incident": incident.key, "title": small.both("A case", "事例")}
    head |= {"role": small.both("A clerk", "担当者"), "intro": small.both("One day", "ある日"), "audience": ["all"]}
    scenario = Scenario.model_validate({**head, "steps": [step]})
    around = Bank(controls=bank.controls, incidents={**bank.incidents, incident.key: incident})
    assert [str(finding) for finding in lint_step(step, scenario, around, date(2026, 11, 23))] == []


def test_a_step_practises_what_its_pattern_names_and_nothing_instead(pasted: Incident) -> None:
    pattern, known = shipped_patterns()["report-deadline"], Known(pasted)
    assert "appi-22-24" in pasted.controls
    assert draft_step(pattern, known, {"appi-22-24": "appi-22-24", "appi-26-report": "own-deadlines"}).controls == [
        "own-deadlines"
    ]
    assert draft_step(pattern, known, {"appi-22-24": "appi-22-24"}).controls == []


def test_the_day_of_the_report_is_the_commissions_and_not_that_of_the_police(pasted: Incident, bank: Bank) -> None:
    data = pasted.model_dump(mode="json", by_alias=True)
    earlier = phrases.told("police")
    data["facts"].append({"key": "police", "text": earlier, "source": "notice"})
    data["timeline"].append({"date": "2021-05-21", "text": earlier, "facts": ["police"]})
    incident = Incident.model_validate({**data, "timeline": sorted(data["timeline"], key=lambda event: event["date"])})
    step = drafted(shipped_patterns()["report-deadline"], incident, bank)
    assert step.what_happened is not None
    assert "police" not in step.what_happened.facts
    assert "2021年6月3日" in step.what_happened.text.in_language("ja")


def test_slots_without_a_fact_become_placeholders(bank: Bank) -> None:
    step = drafted(shipped_patterns()["tell-people"], bank.incidents["amagasaki-usb-2022"], bank)
    texts = {each.language: each.text for each in placeholders(step)}
    assert texts == {
        "ja": "［ここを決める：本人へ知らせた日］",
        "en": "[decide: when the people concerned were told]",
    }


def test_the_real_name_stands_only_in_what_happened(pasted: Incident, bank: Bank) -> None:
    for each in propose(pasted, shipped_patterns().values(), own_keys(bank)):
        played = texts_in(each.step.model_copy(update={"what_happened": None}))
        assert not [text for text in played if "あおば商店" in " ".join(text.root.values())]


def test_a_pattern_that_names_the_organisation_in_play_is_refused() -> None:
    data = shipped_patterns()["first-warning"].model_dump(mode="json", by_alias=True)
    with pytest.raises(ValueError, match="may stand only in what happened"):
        Pattern.model_validate({**data, "story": {"ja": "{organisation}の話", "en": "About {organisation}"}})
    with pytest.raises(ValueError, match=r"no slot \{weather\}"):
        Pattern.model_validate({**data, "story": {"ja": "{weather}", "en": "{weather}"}})


def test_the_example_of_the_guide_is_a_pattern(tmp_path: Path) -> None:
    guide = (ROOT / "docs" / "how-to" / "write-your-own-patterns.md").read_text()
    (tmp_path / "visitor-in-the-lift.yaml").write_text(guide.partition("```yaml")[2].partition("```")[0])
    found = all_patterns(tmp_path)
    assert found.errors == []
    assert "visitor-in-the-lift" in found.by_key


def test_one_day_is_not_said_like_many(pasted: Incident, bank: Bank) -> None:
    end = NOTICE.replace("2021年4月10日~2021年5月20日", "2021年5月19日~2021年5月20日")
    desk = lay_out(read(end, bank.controls.values()))
    data = draft_incident(desk, Origin("A notice", None, "ja", "2021-07-02"))
    shown = {name: getattr(pasted, name) for name in ("key", "organisation", "country", "sector")}
    step = drafted(shipped_patterns()["look-back"], Incident.model_validate({**data, **shown}), bank)
    assert step.what_happened
    assert " 1 day passed" in step.what_happened.text.root["en"]


def test_a_month_is_not_said_like_a_day(bank: Bank) -> None:
    step = drafted(shipped_patterns()["money-sent"], bank.incidents["jal-bec-2017"], bank)
    assert step.what_happened
    assert "noticed it in October 2017." in step.what_happened.text.in_language("en")


def test_the_check_of_a_bank_tells_of_broken_patterns(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write_bank(small.bank(), tmp_path)
    (tmp_path / "patterns").mkdir()
    shutil.copy(SHIPPED_PATTERNS / "lost-device.yaml", tmp_path / "patterns")
    (tmp_path / "patterns" / "empty.yaml").write_text("key: empty\n")
    assert not check(tmp_path)
    told = capsys.readouterr()
    assert "1 patterns of steps" in told.out
    assert "empty.yaml:1: title: This field is required" in told.err
    assert "lost-device.yaml:1: pattern lost-device: There is no control" in told.err


def test_a_folder_of_patterns_alone_is_checked(tmp_path: Path) -> None:
    (tmp_path / "patterns").mkdir()
    shutil.copy(SHIPPED_PATTERNS / "lost-device.yaml", tmp_path / "patterns")
    assert check(tmp_path)


def test_a_broken_pattern_of_ones_own_spoils_no_other(tmp_path: Path) -> None:
    good = (SHIPPED_PATTERNS / "lost-device.yaml").read_text()
    (tmp_path / "lost-key.yaml").write_text(good.replace("key: lost-device", "key: lost-key", 1))
    (tmp_path / "broken.yaml").write_text(good.replace("stage: noticing", "stage: somewhere", 1))
    found = all_patterns(tmp_path)
    assert {"lost-key", "lost-device"} <= found.by_key.keys()
    assert [(error.path.name, error.line) for error in found.errors] == [("broken.yaml", 5)]


@pytest.mark.parametrize(
    "topic",
    [
        *("supplier-oversight", "ransomware", "breach-notification", "phishing", "payment-page-tampering"),
        *("bec-fraud", "insider", "lost-device", "mis-send", "cloud-misconfiguration", "publishing-error"),
    ],
)
def test_every_common_theme_suggests_five_steps_of_three_kinds(topic: str, pasted: Incident, bank: Bank) -> None:
    incident = pasted.model_copy(update={"topics": [topic], "controls": []})
    found = propose(incident, shipped_patterns().values(), own_keys(bank))
    assert len(found) >= 5
    assert len({each.step.question.kind for each in found if each.step.question}) >= 3
    assert sum(each.step.barrier for each in found) >= 2
