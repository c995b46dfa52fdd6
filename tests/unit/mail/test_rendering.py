"""Every mail in both languages, against the text that somebody read and approved.

After a wanted change: KYOKUN_WRITE_GOLDEN=1, run, read the difference, commit it.
"""

import os
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from flask import Flask

from tests.support.page import mistakes
from training import create_app, settings
from training.mail.messages import MailKind
from training.mail.reminding import Unfinished
from training.mail.rendering import Rendered, render
from training.settings import Organisation

GOLDEN = Path(__file__).resolve().parents[2] / "golden" / "email"
TOKYO = ZoneInfo("Asia/Tokyo")
TRAINING = {"title": "A payment module <& more>", "link": "https://kyokun.example/training/assignments/1"}
RESULT = {**TRAINING, "score": 0.875, "finished_at": datetime(2026, 5, 9, 14, 5, tzinfo=TOKYO)}
REVIEW = {
    "title": "A payment module <& more>",
    "number": 3,
    "by": "森 健太",
    "words": "The mail gives the key away.\nPlease look at <the exhibit> & its date.",
    "link": "https://kyokun.example/studio/reviews/1",
}
OPEN = {
    **TRAINING,
    "due_at": datetime(2026, 6, 30, 23, 59, tzinfo=TOKYO),
    "is_overdue": False,
    "has_begun": False,
    "by": "森 健太",
}
PEOPLE = Unfinished(
    title="A payment module <& more>",
    due_at=datetime(2026, 6, 30, 23, 59, tzinfo=TOKYO),
    late=2,
    names=["青木 涼", "", "Baba & Sons"],
    more=4,
    link="https://kyokun.example/team/campaigns/1/remind",
)
DEPUTY = {
    "manager": "森 健太",
    "deputy": "Baba & Sons <Jiro>",
    "starts_on": date(2026, 8, 3),
    "ends_on": date(2026, 8, 14),
}
CONTENTS: dict[MailKind, dict[str, object]] = {
    MailKind.INVITATION: {
        "link": "https://kyokun.example/invitation/AYkAAAAA.signature",
        "email": "aoki@minato.example",
        "expires_at": datetime(2026, 5, 23, 9, 30, tzinfo=TOKYO),
    },
    MailKind.ASSIGNED: {**TRAINING, "due_at": datetime(2026, 6, 30, 23, 59, tzinfo=TOKYO)},
    MailKind.PASSED: RESULT,
    MailKind.FAILED: {**RESULT, "score": 0.5},
    MailKind.DECIDED: {**TRAINING, "kind": "attended"},
    MailKind.CONTEST_ANSWERED: {**TRAINING, "corrected": True},
    MailKind.REVIEW_ASKED: REVIEW,
    MailKind.REVIEW_APPROVED: {**REVIEW, "words": None},
    MailKind.REVIEW_CHANGES_ASKED: REVIEW,
    MailKind.PASSWORD_CHANGED: {
        "changed_at": datetime(2026, 5, 9, 8, 3, tzinfo=TOKYO),
        "link": "https://kyokun.example/sign-in",
    },
    MailKind.DEPUTY_ASKED: {**DEPUTY, "link": "https://kyokun.example/team/"},
    MailKind.DEPUTY_NAMED: {**DEPUTY, "by": "管理 守", "link": "https://kyokun.example/team/deputies"},
    MailKind.DEPUTY_ENDED: {**DEPUTY, "link": "https://kyokun.example/training/"},
    MailKind.LEDGER_HEAD: {
        "number": 1204,
        "sealed_at": datetime(2026, 5, 9, 8, 5, tzinfo=TOKYO),
        "events": 41873,
        "sha256": "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
        "link": "https://kyokun.example/administration/ledger/seals",
    },
    MailKind.REMINDER: OPEN,
    MailKind.OVERDUE: {**OPEN, "is_overdue": True, "has_begun": True},
    MailKind.NUDGE: OPEN,
    MailKind.ESCALATION: PEOPLE._asdict(),
    MailKind.WEEKLY: {
        "trainings": [PEOPLE, PEOPLE._replace(title="Mis-sent mail", late=0, more=0)],
        "more_trainings": 2,
        "stands_in_for": ["森 健太"],
        "link": "https://kyokun.example/team/",
    },
    MailKind.DUE_MOVED: OPEN,
    MailKind.DEBRIEF: {
        "title": "A payment module <& more>",
        "teams": "East & West",
        "sheets": 1,
        "link": "https://kyokun.example/team/gaps/1",
    },
}


@pytest.fixture(scope="module")
def app() -> Flask:
    """Return the application without a database."""
    return create_app({"TESTING": True, "SECRET_KEY": "for-tests-only", "SQLALCHEMY_DATABASE_URI": "sqlite://"})


@pytest.fixture(params=list(MailKind))
def kind(request: pytest.FixtureRequest) -> MailKind:
    """Return each kind of mail in turn."""
    found: MailKind = request.param
    return found


@pytest.fixture
def rendered(app: Flask, kind: MailKind, locale: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[Rendered]:
    """Return a mail."""
    names = {"ja": ("みなと商店", "青木 涼"), "en": ("Minato Shop", "Ryo <b>Aoki</b>")}
    organisation, name = names[locale]
    known = Organisation(organisation, demonstration=False, time_zone=None)
    monkeypatch.setattr(settings, "organisation", lambda: known)
    with app.app_context():
        yield render(kind, locale, {"name": name, **CONTENTS[kind]})


def test_a_mail_reads_as_approved(rendered: Rendered, kind: MailKind, locale: str) -> None:
    texts = {"txt": f"{rendered.subject}\n\n{rendered.text}", "html": rendered.html}
    for ending, text in texts.items():
        path = GOLDEN / f"{kind}.{locale}.{ending}"
        if os.environ.get("KYOKUN_WRITE_GOLDEN"):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        assert text == path.read_text(encoding="utf-8"), f"{path.name} differs"


def test_a_mail_is_strict_html_in_its_language(rendered: Rendered, locale: str) -> None:
    assert not mistakes(rendered.html)
    assert f'<html lang="{locale}">' in rendered.html


def test_names_and_titles_are_escaped_in_html_alone(rendered: Rendered, kind: MailKind, locale: str) -> None:
    assert "<b>" not in rendered.html
    assert "<& more>" not in rendered.html
    if locale == "en":
        assert "Ryo <b>Aoki</b>" in rendered.text
    assert "&amp;" not in rendered.text + rendered.subject


def test_the_link_stands_alone_on_its_line(rendered: Rendered, kind: MailKind) -> None:
    assert str(CONTENTS[kind]["link"]) in rendered.text.splitlines()


def test_every_kind_has_its_three_templates() -> None:
    folder = Path(__file__).resolve().parents[3] / "templates" / "email"
    found = {path.parent.name for path in folder.glob("*/*")}
    assert found == {kind.value for kind in MailKind}
