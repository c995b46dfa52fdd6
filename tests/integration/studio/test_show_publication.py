"""Publishing says what is in the way, what is new, and freezes exactly what was shown."""

import json
from functools import partial

import pytest
from sqlalchemy import select

from questions.canonical import digest
from questions.quiz import Quiz
from questions.scenario import Scenario
from tests.factories import documents as small
from tests.factories.maker import Maker
from tests.factories.reviews import approve, publish_reviewed
from tests.support.client import PageClient
from training.extensions import db
from training.models import Release, ReleaseStep, Role, User
from training.studio import queries, service
from training.studio.publication import publishing

ADDRESS = "/studio/quizzes/quiz-a/publication"
PUBLISH = "form[action$='/publication']"
ASK = "form[action$='/reviews']"
WARNING = ".notice-warning:not([hidden])"


def numbers(make: Maker) -> list[int]:
    return make.run(lambda: sorted(db.session.scalars(select(Release.number))))


def test_a_quiz_is_published_with_number_hash_and_who_reviewed_it(
    desk: PageClient, make: Maker, author: User, locale: str
) -> None:
    approve(make, author)
    page = desk.get(ADDRESS)
    assert len(page.all("tbody tr")) == 2
    page = desk.submit(form=PUBLISH)
    assert page.address.startswith("/studio/releases/")
    release = make.run(lambda: db.session.scalars(select(Release)).one())
    assert release.sha256 in page.text()
    assert "作家 文子" in page.text()
    assert "校閲 正" in page.text()
    assert {"ja": "第1版を公開しました。", "en": "Release 1 is published."}[locale] in page.text(".notice-success")


def test_the_download_is_what_was_hashed(english_desk: PageClient, make: Maker) -> None:
    release = make.run(lambda: publishing.publish_by_program("quiz-a"))
    response = english_desk.flask_client.get(f"/studio/releases/{release.id}/document.json")
    assert digest(response.data) == release.sha256
    assert json.loads(response.data)["quiz"]["key"] == "quiz-a"


def test_what_is_new_is_told_and_nothing_new_is_not_published(
    english_desk: PageClient, make: Maker, author: User
) -> None:
    publish_reviewed(make, author)
    page = english_desk.get(ADDRESS)
    assert not page.has("main form")
    assert "Nothing has changed" in page.text(".notice-info")
    english_desk.get("/studio/scenarios/first-a/steps/open")
    english_desk.submit({"question-prompt-en": "What do you do?"}, "form.studio-form")
    page = english_desk.get(ADDRESS)
    assert page.text(".change-passage h4") == "Moment open"
    assert "do you do" in page.text(".change-passage ins")
    approve(make, author)
    english_desk.get(ADDRESS)
    english_desk.submit(form=PUBLISH)
    assert numbers(make) == [1, 2]


def test_problems_lead_to_their_step(desk: PageClient, make: Maker, locale: str) -> None:
    desk.get("/studio/scenarios/first-a/steps/open")
    desk.submit({"question-prompt-ja": "", "story-ja": ""}, "form.studio-form")
    page = desk.get(ADDRESS)
    assert not page.has("main form")
    links = page.all("main li a[href='/studio/scenarios/first-a/steps/open']")
    assert len(links) == 2
    assert {"ja": "の日本語版がありません", "en": "is missing in the language Japanese"}[locale] in page.text()
    desk.post(ADDRESS, {"sha256": ""})
    assert numbers(make) == []


def test_a_missing_scenario_leads_to_the_quiz(english_desk: PageClient, make: Maker, author: User) -> None:
    quiz = Quiz.model_validate(
        {**small.bank().quizzes["quiz-a"].model_dump(), "key": "lost", "sections": [{"scenario": "nowhere"}]}
    )
    make.run(lambda: service.add_document(quiz, author.id))
    page = english_desk.get("/studio/quizzes/lost/publication")
    assert "There is no scenario nowhere." in page.text()
    assert page.has("main li a[href='/studio/quizzes/lost']")


def test_only_what_was_shown_is_published(english_desk: PageClient, make: Maker, author: User) -> None:
    approve(make, author)
    english_desk.get(ADDRESS)
    changed = small.bank().quizzes["quiz-a"].model_copy(update={"pass_mark": 90})
    make.run(lambda: service.save_document(changed, 1, author.id))
    page = english_desk.submit(form=PUBLISH)
    assert "was changed after you opened this page" in page.text(".notice-error")
    assert numbers(make) == []


def test_a_double_click_publishes_once(english_desk: PageClient, make: Maker, author: User) -> None:
    approve(make, author)
    page = english_desk.get(ADDRESS)
    fields = {"sha256": page.one("input[name=sha256]")["value"]}
    english_desk.post(ADDRESS, fields)
    page = english_desk.post(ADDRESS, fields)
    assert "Nothing has changed" in page.text(".notice")
    assert numbers(make) == [1]


def test_releases_are_listed_newest_first(desk: PageClient, make: Maker, author: User, locale: str) -> None:
    assert desk.get("/studio/quizzes/quiz-a/releases").has(".empty-state")
    publish_reviewed(make, author)
    changed = small.bank().quizzes["quiz-a"].model_copy(update={"pass_mark": 90})
    make.run(lambda: service.save_document(changed, 1, author.id))
    make.run(lambda: publishing.publish_by_program("quiz-a"))
    rows = desk.get("/studio/quizzes/quiz-a/releases").all("tbody tr th")
    expected = {"ja": ["第2版", "第1版"], "en": ["Release 2", "Release 1"]}
    assert [row.get_text(strip=True) for row in rows] == expected[locale]
    newest = make.run(lambda: queries.find_newest_release("quiz-a"))
    assert newest
    assert newest.number == 2


def test_a_quiz_is_written_and_edited(desk: PageClient, make: Maker) -> None:
    page = desk.get("/studio/quizzes/new?incident=mail-to-many")
    assert len(page.all("#sections > .row-sheet")) == 2
    first = make.run(queries.load_bank).scenarios["first-a"]
    assert page.one("[name=title-ja]")["value"] == first.title.in_language("ja")
    desk.submit({"title-en": "Short", "summary-en": "Brief.", "do": "remove:sections-0"}, "form.studio-form")
    desk.submit({"pass_mark": "101"}, "form.studio-form", 422)
    desk.submit({"pass_mark": "80", "languages": ["en"]}, "form.studio-form")
    quiz = make.run(lambda: queries.get_document(Quiz, "short")).document
    assert (quiz.scenario_keys, quiz.pass_mark) == (["second-a"], 80)
    desk.get("/studio/quizzes/short")
    desk.submit({"attempts_allowed": "2"}, "form.studio-form")
    assert make.run(lambda: queries.get_document(Quiz, "short")).document.attempts_allowed == 2


def test_a_time_limit_below_the_counted_minutes_is_told(
    desk: PageClient, make: Maker, author: User, locale: str
) -> None:
    quiz = small.bank().quizzes["quiz-a"]
    told = []
    for edition, limit in enumerate((1, 180, None), 1):
        changed = quiz.model_copy(update={"time_limit_minutes": limit, "feedback": "at_end"})
        make.run(partial(service.save_document, changed, edition, author.id))
        page = desk.get(ADDRESS)
        assert page.has(ASK)
        told.append(page.has(WARNING))
        if told[-1]:
            assert {"ja": "制限時間", "en": "time limit"}[locale] in page.text(WARNING)
    assert told == [True, False, False]


def test_an_unknown_release_is_not_found(english_desk: PageClient) -> None:
    english_desk.get("/studio/releases/00000000-0000-7000-8000-000000000000", 404)
    english_desk.get("/studio/releases/00000000-0000-7000-8000-000000000000/document.json", 404)


def test_a_draw_offers_the_names_that_there_are_and_says_which_fit_nothing(
    desk: PageClient, make: Maker, author: User, locale: str
) -> None:
    make.run(lambda: service.add_document(_with_twins("loose", topics=["mis-send"]), author.id))
    make.run(lambda: service.add_document(_with_twins("other", topics=["phishing"], alone=False), author.id))
    desk.get("/studio/quizzes/quiz-a")
    page = desk.submit({"do": "add:sections"}, "form.studio-form")
    assert not page.has("#sections-2-draw[open]")
    topics = [box["value"] for box in page.all("input[name='sections-2-draw-topics']")]
    assert {"mis-send", "phishing"} <= set(topics)
    assert "twins-of-loose" in [box["value"] for box in page.all("input[name='sections-2-draw-families']")]
    draw = {"sections-2-draw-title-en": "More", "sections-2-draw-title-ja": "追加", "sections-2-draw-count": "1"}
    desk.submit({**draw, "sections-2-draw-topics": "phishing"}, "form.studio-form")
    assert {"ja": "テーマ「フィッシング」", "en": "the topic phishing"}[locale] in desk.get(ADDRESS).text()
    assert desk.get("/studio/quizzes/quiz-a").has("#sections-2-draw[open]")


@pytest.mark.parametrize(("quiz", "row"), [("quiz-a", 2), ("new", 1)])
def test_a_name_that_nothing_has_is_told_at_its_field(desk: PageClient, locale: str, quiz: str, row: int) -> None:
    desk.get(f"/studio/quizzes/{quiz}")
    desk.submit({"do": "add:sections"}, "form.studio-form")
    draw = f"sections-{row}-draw"
    title = {f"{draw}-title-{tag}": "More" for tag in ("en", "ja")}
    unknown = {f"{draw}-{name}": f"no-such-{name}" for name in ("controls", "topics", "audience", "families")}
    page = desk.submit({**title, f"{draw}-count": "1", **unknown}, "form.studio-form", 422)
    for field, name in unknown.items():
        assert {"ja": f"{name}はありません", "en": f"There is no {name}."}[locale] in page.text(f"#{field}-error")
        assert page.has(f"input[name={field}][value={name}][checked]")
    assert len([link for link in page.all(".error-summary a") if "no-such-" in link.get_text()]) == 4


def _with_twins(key: str, topics: list[str], *, alone: bool = True) -> Scenario:
    question = {**small.single(f"q-draw{key}"), "family": f"twins-of-{key}"}
    return small.scenario(key, [small.step("s1", question, None, alone=alone)]).model_copy(update={"topics": topics})


def test_a_quiz_that_draws_is_written_checked_and_published(
    desk: PageClient, make: Maker, author: User, locale: str
) -> None:
    steps = [
        small.step(f"s{number}", small.single(f"q-draw000{number}"), following, alone=True)
        for number, following in ((1, "s2"), (2, None))
    ]
    make.run(lambda: service.add_document(small.scenario("loose", steps), author.id))
    desk.get("/studio/quizzes/quiz-a")
    desk.submit({"do": "add:sections"}, "form.studio-form")
    draw = {
        "sections-2-draw-title-en": "Two more",
        "sections-2-draw-title-ja": "追加の2問",
        "sections-2-draw-count": "3",
    }
    desk.submit({**draw, "feedback": "at_end", "time_limit_minutes": "１５"}, "form.studio-form")
    page = desk.get(ADDRESS)
    assert {"ja": "使われていない設問は2問しかありません", "en": "but only 2 fit"}[locale] in page.text()
    desk.get("/studio/quizzes/quiz-a")
    desk.submit({"sections-2-draw-count": "2"}, "form.studio-form")
    page = desk.get(ADDRESS)
    assert {"ja": "追加の2問（2問を出題）", "en": "Two more (2 questions drawn)"}[locale] in page.text()
    approve(make, author)
    desk.get(ADDRESS)
    page = desk.submit(form=PUBLISH)
    assert {"ja": "出題の対象：事例 loose", "en": "To draw from: Case loose"}[locale] in page.text()
    release = make.run(lambda: queries.find_newest_release("quiz-a"))
    assert release
    rows = make.run(
        lambda: db.session.scalars(
            select(ReleaseStep.step_key)
            .where(ReleaseStep.release_id == release.id, ReleaseStep.scenario_key == "loose")
            .order_by(ReleaseStep.position)
        ).all()
    )
    assert rows == ["s1", "s2"]


def test_who_could_decide_is_named_before_a_review_is_asked_for(
    english_desk: PageClient, make: Maker, author: User
) -> None:
    assert "At present nobody could decide" in english_desk.get(ADDRESS).text(".notice-info")
    make.person("読手 一", roles=[Role.AUTHOR])
    writer = make.person("筆者 二", roles=[Role.ADMINISTRATOR])
    changed = small.bank().quizzes["quiz-a"].model_copy(update={"pass_mark": 90})
    make.run(lambda: service.save_document(changed, 1, writer.id))
    page = english_desk.get(ADDRESS)
    assert "can decide: 読手 一" in page.text()
    assert "筆者 二" not in page.text()
