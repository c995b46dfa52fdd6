"""Options give nothing away: each rule with what it finds, and with what is nearly that and must pass."""

import pytest

from tests.factories import documents as small
from tests.unit.questions.lint.around import question, told, told_of_options

CALL = "Call the customer back"
WRITE = "Write to the customer"
WAIT = "Wait for the customer"

LONGEST = "key-longest"
SHAPE = "key-shape"


@pytest.mark.parametrize(
    ("language", "options", "warns"),
    [
        ("en", ["Call the customer back and read the address out twice", WRITE, WAIT], True),
        ("en", ["Call the customer back today", "Write to the customer at once", WAIT], False),
        ("en", [WAIT, "Call the customer back and read the address out twice", WRITE], False),
        ("ja", ["電話をかけて、名前と住所を一つずつ読み上げる", "メールで本人に確かめる", "上長の返事を待つ"], True),
        ("ja", ["電話で本人に確かめる", "メールで本人に確かめる", "上長の返事を待つ"], False),
    ],
)
def test_the_right_option_is_the_longest(language: str, options: list[str], warns: bool) -> None:
    assert told_of_options(LONGEST, options, language) == ([("o0", language)] if warns else [])


@pytest.mark.parametrize(
    ("language", "options", "message"),
    [
        ("en", ["Ask the bank", "Calling the sender", "Waiting for news", "Forwarding it"], "begin with words"),
        ("en", ["Ask the bank", "Call the sender", "Call the bank", "Call the police"], "begin with words"),
        ("en", ["Ask the bank, and then pay", "Call the sender", "Wait for news"], "joins more ideas"),
        ("en", ["Is it paid?", "Call the sender", "Wait for news"], "ends in another"),
        ("en", ["Who repairs it", "Whether it is stored", "What it costs"], ""),
        ("en", ["Ask the bank", "Call the sender", "Wait for news"], ""),
        ("ja", ["誰が直すか", "保存しないこと", "費用を払うこと"], "ends in another"),
        ("ja", ["宛先を見直す", "社外の人に送る", "社外の人に聞く"], "begin with words"),
        ("ja", ["宛先を見直し、件数を数え、二人で読む", "上長に聞く", "明日まで待つ"], "joins more ideas"),
        ("ja", ["誰が直すか", "番号が残るか", "いくら払うか"], ""),
        ("ja", ["社内の人に送る", "社外の人に送る", "上長に聞く"], ""),
    ],
)
def test_the_right_option_has_another_shape(language: str, options: list[str], message: str) -> None:
    step = small.step("only", question(options, language), None)
    findings = told(SHAPE, step)
    assert bool(findings) == bool(message), findings
    assert all(message in finding.text for finding in findings)


def test_an_odd_rival_is_no_warning() -> None:
    options = ["Calling the sender", "Ask the bank", "Waiting for news", "Forwarding it"]
    assert told_of_options(SHAPE, options, "en") == []


@pytest.mark.parametrize(
    ("language", "text", "warns"),
    [
        ("en", "Never answer such mail", True),
        ("en", "Call the always-on desk", False),
        ("en", "Ask about “never pay”", False),
        ("ja", "必ず上長に聞く", True),
        ("ja", "決して返信しない", True),
        ("ja", "解決してから送る", False),
        ("ja", "通常に戻るまで待つ", False),
        ("ja", "必ずしも急がない", False),
        ("ja", "一切れ残しておく", False),
    ],
)
def test_words_without_exception(language: str, text: str, warns: bool) -> None:
    others = {"en": [CALL, WRITE], "ja": ["電話で確かめる", "書面で確かめる"]}[language]
    assert told_of_options("absolutes", [*others, text], language) == ([("o2", language)] if warns else [])


@pytest.mark.parametrize(
    ("language", "text", "warns"),
    [
        ("en", "All of the above", True),
        ("en", "Both of these", True),
        ("en", "All of the pages", False),
        ("ja", "上記すべて", True),
        ("ja", "すべて正しい", True),
        ("ja", "すべてのページを閉じる", False),
    ],
)
def test_options_that_point_at_others(language: str, text: str, warns: bool) -> None:
    others = {"en": [CALL, WRITE], "ja": ["電話で確かめる", "書面で確かめる"]}[language]
    assert bool(told_of_options("all-of-the-above", [*others, text], language)) == warns


@pytest.mark.parametrize(
    ("language", "one", "other", "warns"),
    [
        ("en", "Tell the manager.", "Tell your manager", True),
        ("en", "Tell the manager, then the office", "Tell the office, then the manager", False),
        ("ja", "上長に報告する", "上長に報告します。", True),
        ("ja", "上長に報告する", "上長に相談する", False),
    ],
)
def test_two_options_that_say_the_same(language: str, one: str, other: str, warns: bool) -> None:
    third = {"en": WAIT, "ja": "明日まで待つ"}[language]
    assert told_of_options("duplicate-options", [third, one, other], language) == ([("o2", language)] if warns else [])


@pytest.mark.parametrize(
    ("language", "text", "warns"),
    [
        ("en", "Do nothing", True),
        ("en", "Shout at the supplier right away!", True),
        ("en", "Wait", True),
        ("en", "Do nothing before the desk answers", False),
        ("ja", "何もしない", True),
        ("ja", "大声で騒いで逃げる（笑）", True),
        ("ja", "返事が来るまで何もしない", False),
    ],
)
def test_options_that_nobody_would_choose(language: str, text: str, warns: bool) -> None:
    others = {"en": [CALL, WRITE], "ja": ["電話で本人に確かめる", "書面で本人に確かめる"]}[language]
    assert told_of_options("implausible-options", [*others, text], language) == ([("o2", language)] if warns else [])


@pytest.mark.parametrize(("count", "warns"), [(2, True), (3, False), (5, False), (6, True)])
def test_how_many_options(count: int, warns: bool) -> None:
    texts = [f"Call person {number}" for number in range(count)]
    assert bool(told_of_options("option-count", texts, "en")) == warns


LONG = (
    "It goes to the person you asked, who answers on the next day; until then nobody has read the mail, and it is safe."
)
SHORTER = "It goes to the person you asked, who answers on the next day; until then nobody has read the mail."


@pytest.mark.parametrize(
    ("feedback", "warns"),
    [("It is late.", True), ("Correct! " + SHORTER, True), (SHORTER, False), ("Right away " + SHORTER, False)],
)
def test_feedback_that_explains_less(feedback: str, warns: bool) -> None:
    made = question([CALL, WRITE, WAIT], "en")
    for option, text in zip(made["options"], [LONG, feedback, LONG], strict=True):
        option["feedback"] = {"en": text}
    findings = told("unequal-feedback", small.step("only", made, None))
    assert [finding.place.option for finding in findings] == (["o1"] if warns else [])


def test_kinds_without_options_are_left_alone() -> None:
    for made in (small.ordering("q-lint0001"), small.multiple("q-lint0001")):
        step = small.step("only", made, None)
        assert not [f for rule in (LONGEST, SHAPE, "option-count") for f in told(rule, step)]
