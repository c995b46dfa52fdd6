"""What is asked: each rule with what it finds, and with what is nearly that and must pass."""

import pytest

from tests.factories import documents as small
from tests.unit.questions.lint.around import question, told, told_of_options

OPTIONS = {"en": ["Call the bank", "Write a letter", "Wait a day"], "ja": ["電話で聞く", "書面で聞く", "明日を待つ"]}


def asked(rule: str, language: str, prompt: str) -> bool:
    step = small.step("only", question(OPTIONS[language], language, prompt=prompt), None)
    return bool(told(rule, step))


@pytest.mark.parametrize(
    ("language", "prompt", "warns"),
    [
        ("en", "Which of these would you not send?", True),
        ("en", "What doesn't belong in the mail?", True),
        ("en", "Do you send it or not?", False),
        ("en", 'What do you make of "not found"?', False),
        ("en", "Which note do you keep?", False),
        ("ja", "送る必要のないものはどれですか。", True),
        ("ja", "何をすべきではありませんか。", True),
        ("ja", "メール以外の方法はありますか。誰に聞きますか。", False),
        ("ja", "どの「異常なし」に根拠を求めますか。", False),
        ("ja", "何を確認しておくべきでしたか。", False),
        ("ja", "してはいけない行動は、次のうちどれですか。", True),
        ("ja", "当てはまらないものを一つ選んでください。", True),
        ("ja", "まだ返事のない相手を選んで、何を送りますか。", False),
        ("ja", "この通知からは分からないことを、すべて選んでください。", False),
    ],
)
def test_questions_with_a_negation(language: str, prompt: str, warns: bool) -> None:
    assert asked("negative-stem", language, prompt) == warns


@pytest.mark.parametrize(
    ("language", "prompt", "warns"),
    [
        ("en", "What is most important here?", True),
        ("en", "Why is security everybody's business?", True),
        ("en", "Whom do you tell about the important mail?", False),
        ("ja", "情報を守るうえで大切なことは何ですか。", True),
        ("ja", "正しいものはどれですか。", True),
        ("ja", "大切なお客様に、まず何を伝えますか。", False),
    ],
)
def test_slogans(language: str, prompt: str, warns: bool) -> None:
    assert asked("slogans", language, prompt) == warns


def test_a_slogan_for_tomorrow() -> None:
    step = small.step("only", question(OPTIONS["en"], "en"), None)
    assert told("slogans", {**step, "tomorrow": {"en": "Be careful with mail."}})
    assert not told("slogans", {**step, "tomorrow": {"en": "Ask your carrier who is careful."}})


@pytest.mark.parametrize(
    ("language", "prompt", "options", "warns"),
    [
        ("en", "What about the attachment?", ["Open attachments later", "Call the sender", "Wait a day"], True),
        ("en", "What about the attachment?", ["Open attachments later", "Print the attachment", "Wait"], False),
        ("en", "What do you do now?", ["Do it now", "Call the sender", "Wait a day"], False),
        ("ja", "添付書類をどうしますか。", ["添付書類を開く", "差出人に聞く", "明日を待つ"], True),
        ("ja", "添付書類をどうしますか。", ["添付書類を開く", "添付書類を消す", "明日を待つ"], False),
    ],
)
def test_a_word_of_the_question_in_the_right_option_alone(
    language: str, prompt: str, options: list[str], warns: bool
) -> None:
    assert bool(told_of_options("stem-key-overlap", options, language, prompt=prompt)) == warns


@pytest.mark.parametrize(
    ("language", "story", "warns"),
    [
        ("en", "You should have asked the agency.", True),
        ("en", "The leak that followed could have been prevented.", True),
        ("en", "Every folder should have two copies.", False),
        ("ja", "後になって、改ざんが分かりました。", True),
        ("ja", "確認しておくべきでした。", True),
        ("ja", "後で会議があります。", False),
        ("ja", "社長は「確認しておくべきだった」と言います。", False),
    ],
)
def test_hindsight(language: str, story: str, warns: bool) -> None:
    step = small.step("only", question(OPTIONS[language], language), None, story={language: story})
    assert bool(told("hindsight", step)) == warns
    assert not told("hindsight", {**step, "look_back": True})
