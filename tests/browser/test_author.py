"""An author turns an incident into a quiz that somebody takes, on the same day."""

import datetime
import itertools

from tests.browser.conftest import NewVisitor
from tests.browser.pages.accounts import sign_in
from tests.browser.pages.studio import Desk
from tests.browser.pages.training import MyTraining
from tests.browser.visitor import Visitor
from tests.support.browser import Site
from training.administration.data import PersonData
from training.models import Role, User

NUMBERS = itertools.count(1)
CONTROL = "appi-20-8"


def test_from_an_incident_to_an_answer(site: Site, visit: NewVisitor, locale: str) -> None:
    number = next(NUMBERS)
    team_ja, team_en = f"店舗運営{number}課", f"Shops {number}"
    team = site.add_team(team_ja, team_en)
    author = hire(site, "編集 綾", f"author{number}@kyokun.example", locale, roles=frozenset({Role.ADMINISTRATOR}))
    reviewer = hire(site, "校閲 正", f"reviewer{number}@kyokun.example", locale, roles=frozenset({Role.AUTHOR}))
    reader = hire(site, "読者 亮", f"reader{number}@kyokun.example", locale, team_id=team)
    title = {"ja": f"置き忘れた端末 {number}", "en": f"The tablet left behind {number}"}
    desk = sign_in(visit(), site.sign_in_name(author))
    write_incident(desk, number)
    write_scenario(desk, number)
    write_step(desk)
    try_preview(desk)
    write_quiz(desk, (title["ja"], title["en"]))
    have_reviewed(desk, sign_in(visit(), site.sign_in_name(reviewer)))
    publish(desk)
    assign(desk, {"ja": team_ja, "en": team_en}[locale], title["ja"])
    employee = sign_in(visit(), site.sign_in_name(reader))
    take(employee, title[locale])
    desk.go(desk.page.reload)
    assert "100%" in desk.page.locator("main tr").filter(has_text="読者 亮").inner_text()


def hire(site: Site, name: str, email: str, locale: str, **more: object) -> User:
    """Add a person who can sign in."""
    person = site.add_person(PersonData(name, email=email, locale=locale, **more))  # type: ignore[arg-type]
    site.give_password(person)
    return person


def write_incident(visitor: Visitor, number: int) -> None:
    """Write an incident with its source and two facts."""
    visitor.press("Cases", within=".site-nav")
    visitor.press("New incident")
    form = Desk(visitor)
    form.write(
        title=(f"端末の置き忘れ {number}", f"A tablet left behind {number}"),
        organisation=("ある小売店", "A retailer"),
        sector=("小売業", "Retail"),
        summary=("店員が端末を電車に置き忘れました。", "A shop clerk left a tablet on a train."),
        sources__0__title=("お知らせ", "A notice"),
        sources__0__publisher=("ある小売店", "A retailer"),
        facts__0__text=("端末が電車に置き忘れられました。", "A tablet was left on a train."),
    )
    form.press("Add: %(thing)s", thing=visitor.say("Fact"))
    form.write(facts__1__text=("端末は翌日に見つかりました。", "The tablet was found the next day."))
    for row in ("facts-0-source", "facts-1-source"):
        form.pick_first(row)
    form.tick("controls", CONTROL)
    form.press("Save the incident")
    assert visitor.reads("The incident is saved. Now write a scenario about it.")


def write_scenario(visitor: Visitor, number: int) -> None:
    """Write a scenario with its first step."""
    visitor.press("New scenario")
    form = Desk(visitor)
    form.write(
        title=(f"終電の忘れ物 {number}", f"Lost on the last train {number}"),
        role=("あなたは店舗の担当者です。", "You work in a shop."),
        intro=("金曜日の夜の話です。", "It is Friday night."),
        opening__label=("金曜日 23時", "Friday, 23:00"),
        opening__story=("端末がかばんにありません。", "The tablet is not in your bag."),
    )
    form.press("Save and write the steps")
    assert visitor.reads("The scenario is saved. Now write its steps.")


def write_step(visitor: Visitor) -> None:
    """Give the step an exhibit, a question with three options, and what really happened."""
    visitor.go(lambda: visitor.hand.press(visitor.page.locator(".step-list h3 a").first))
    form = Desk(visitor)
    form.press("Add: %(thing)s", thing=visitor.say("Document"))
    form.write(
        exhibits__0__title=("紛失したとき", "When something is lost"),
        exhibits__0__body=("24時間、当番の番号に電話してください。", "Call the number on duty, day and night."),
    )
    form.pick("question-kind", "single_choice")
    form.press("Show the fields of this kind")
    options = [
        ("当番に電話する", "Call the number on duty", "1"),
        ("明日の朝、店に伝える", "Tell the shop tomorrow morning", "0"),
        ("駅の窓口だけに尋ねる", "Ask only at the station", "0.25"),
    ]
    for index, (japanese, english, points) in enumerate(options):
        row = f"question__options__{index}__"
        texts: dict[str, tuple[str, str] | str] = {
            f"{row}text": (japanese, english),
            f"{row}feedback": (f"「{japanese}」の結果です。", f"What follows from: {english}."),
            f"{row}points": points,
        }
        form.write(**texts)
    form.write(
        question__prompt=("まず何をしますか。", "What do you do first?"),
        what_happened__text=("実際には翌日に見つかりました。", "In reality it was found the next day."),
        tomorrow=("当番の番号を登録しましょう。", "Save the number on duty."),
    )
    form.tick("what_happened-facts")
    form.tick("controls", CONTROL)
    form.tick("barrier")
    form.press("Save and preview")


def try_preview(visitor: Visitor) -> None:
    """Answer in the preview, in both languages, and go back."""
    assert visitor.reads("Preview: nothing is stored")
    visitor.hand.tick(visitor.page.locator("form.decision input[name=choice]").first)
    visitor.press("Decide")
    assert visitor.reads("What really happened")
    own, other = visitor.locale, {"ja": "en", "en": "ja"}[visitor.locale]
    visitor.locale = other
    visitor.go(lambda: visitor.hand.press(visitor.page.locator(f".preview-bar a[lang={other}]")))
    visitor.locale = own
    visitor.go(lambda: visitor.hand.press(visitor.page.locator(".site-nav a[href='/studio/']")))


def write_quiz(visitor: Visitor, title: tuple[str, str]) -> None:
    """Make a quiz of the scenario."""
    newest = visitor.page.locator(".folder").first.locator("a[href*='/quizzes/new']")
    visitor.go(lambda: visitor.hand.press(newest))
    form = Desk(visitor)
    form.write(title=title, summary=("紛失の最初の一時間を練習します。", "Practise the first hour of a loss."))
    form.press("Save the quiz")
    assert visitor.reads("The quiz is saved. When its scenarios are ready, publish it.")


def have_reviewed(visitor: Visitor, reviewer: Visitor) -> None:
    """Ask a second person, who approves it."""
    visitor.press("Ask for a review of release %(number)d", number=1)
    let_approve(visitor, reviewer)


def let_approve(visitor: Visitor, reviewer: Visitor) -> None:
    """Let a second person approve what is in review on the author's page."""
    assert visitor.reads("You asked for this review, so somebody else has to decide.")
    reviewer.open(visitor.path)
    reviewer.write("Your words to the author", "よく書けています。")
    comment = reviewer.page.locator("details:has(textarea[name^=comments-])").first
    comment.locator("summary").click()
    comment.locator("textarea").fill("この一文が特によいと思います。")
    reviewer.go(lambda: reviewer.hand.press(comment.locator("button")))
    assert reviewer.page.locator("#words").input_value() == "よく書けています。", "keeping comments loses no words"
    reviewer.press("Approve for publication")
    assert reviewer.reads("You have approved this. It can be published now.")


def publish(visitor: Visitor) -> None:
    """Publish what a second person has approved."""
    visitor.press("Check and publish", within="main")
    visitor.press("Publish release %(number)d", number=1)
    assert visitor.reads("Release %(number)d is published.", number=1)


def assign(visitor: Visitor, team: str, name: str) -> None:
    """Assign the release to a team until a week from now; `name` is Japanese, as colleagues read it on their pages."""
    visitor.press("Assign this release")
    visitor.write("Name of the campaign", name)
    visitor.hand.tick(visitor.page.get_by_role("checkbox", name=team))  # not the hidden one that leaves a team out
    due = datetime.datetime.now(datetime.UTC).date() + datetime.timedelta(days=7)
    visitor.hand.type(visitor.page.locator("input[name=due_on]"), due.isoformat())
    visitor.press("Continue to the preview")
    visitor.press("Launch this campaign")
    assert visitor.reads("The campaign was launched.")


def take(visitor: Visitor, title: str) -> None:
    """Take the new training with the right answer."""
    MyTraining(visitor).open(title)
    visitor.press("Start")
    visitor.press("Begin")
    right = visitor.page.get_by_label({"ja": "当番に電話する", "en": "Call the number on duty"}[visitor.locale])
    visitor.hand.tick(right)
    visitor.press("Decide")
    visitor.press("To the result")
    assert visitor.text(".result-score") == "100%"
