"""From a notice in the morning to a training that somebody takes on the same day, past a second person."""

import pytest

from tests.browser.conftest import NewVisitor
from tests.browser.pages.accounts import sign_in
from tests.browser.pages.studio import Desk
from tests.browser.pages.training import MyTraining
from tests.browser.test_author import assign, hire, let_approve, publish
from tests.browser.visitor import Visitor
from tests.support.browser import Site
from training.models import Role

NOTICE = """不正アクセスによる個人情報流出に関するお詫びとお知らせ
株式会社青葉商店
2021年3月1日から2021年4月10日までの間、当社の通販サイトの決済画面が改ざんされ、ご購入のお客様120名のクレジットカード番号と有効期限が流出した可能性があります。
2021年4月10日、クレジットカード会社から流出の懸念について連絡を受け、同日カード決済を停止しました。
2021年5月20日、個人情報保護委員会に報告しました。
今後は委託先の監督を強化してまいります。
"""
TITLE = "カード情報の流出を知らされた日"
STEPS = ("first-warning", "stop-or-wait")


@pytest.mark.parametrize("locale", ["ja"], indirect=True)
def test_from_a_notice_to_a_training(site: Site, visit: NewVisitor, locale: str) -> None:
    team = site.add_team("通販運営課", "Online shop")
    author = hire(site, "編集 綾子", "noticeauthor1@kyokun.example", locale, roles=frozenset({Role.ADMINISTRATOR}))
    colleague = hire(site, "確認 匠", "noticereviewer1@kyokun.example", locale, roles=frozenset({Role.AUTHOR}))
    reader = hire(site, "受講 光", "noticereader1@kyokun.example", locale, team_id=team)
    visitor = sign_in(visit(), site.sign_in_name(author))
    read_notice(visitor)
    write_incident(visitor)
    take_proposals(visitor)
    edit_drafts(visitor)
    write_quiz(visitor)
    let_approve(visitor, sign_in(visit(), site.sign_in_name(colleague)))
    publish(visitor)
    assign(visitor, "通販運営課", TITLE)
    take(sign_in(visit(), site.sign_in_name(reader)))


def read_notice(visitor: Visitor) -> None:
    """Paste the notice and keep what was read."""
    visitor.press("Cases", within=".site-nav")
    visitor.press("Read a notice", within="main")
    visitor.hand.type(visitor.page.locator("[name=text]"), NOTICE)
    visitor.press("Read it", within="main form")
    assert visitor.reads("Days until it was noticed")
    visitor.press("Save and write the incident", within=".desk-entries")


def write_incident(visitor: Visitor) -> None:
    """Add the one thing that the notice does not say; the rest was filled in from it."""
    assert visitor.page.locator("[name=impact-people]").input_value() == "120"
    form = Desk(visitor)
    form.write(sector__ja="小売業")
    form.press("Save the incident")


def take_proposals(visitor: Visitor) -> None:
    """Take two of the proposed steps, whose real event is cited."""
    assert visitor.heading() == visitor.say("Propose steps")
    assert "株式会社青葉商店が止めたのは、2021年4月10日でした。" in visitor.text()
    form = Desk(visitor)
    for key in STEPS:
        form.tick("steps", key)
    form.write(title__ja=TITLE)
    form.press("Take the ticked steps")


def edit_drafts(visitor: Visitor) -> None:
    """Decide what is left open and put each step into the words of this house."""
    visitor.press("Title, role and introduction", within="main")
    form = Desk(visitor)
    form.write(
        role=("あなたは通販の店長です。", "You manage an online shop."),
        intro=("カード会社から電話が来た日の、二つの判断です。", "Two decisions on the day a card company rings."),
    )
    form.press("Save and go to the next draft")
    form.write(tomorrow__ja="自店の連絡先を確かめましょう。")
    form.press("Save and go to the next draft")
    form.write(tomorrow__ja="止められる範囲を、制作会社に尋ねておきましょう。")
    form.press("Save the step")


def write_quiz(visitor: Visitor) -> None:
    """Make a quiz in Japanese of the finished scenario and ask for its review, by one button of the storyboard."""
    visitor.press("Make a quiz of it in %(language)s and ask for its review", language="日本語")
    assert visitor.path.startswith("/studio/reviews/")


def take(visitor: Visitor) -> None:
    """Take the training; what really happened is told after the decision, and the shop is named only there."""
    MyTraining(visitor).open(TITLE)
    visitor.press("Start")
    visitor.press("Begin")
    for onward in ("Continue", "To the result"):
        assert "青葉商店" not in visitor.text()
        visitor.hand.tick(visitor.page.locator("form.decision input[name=choice]").first)
        visitor.press("Decide")
        assert "青葉商店" in visitor.text()
        visitor.press(onward)
    assert visitor.page.locator(".result-score").count()
