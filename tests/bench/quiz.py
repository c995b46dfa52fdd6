"""The quiz of the measurement: one sitting of ten decisions, each with a story and a mail, in both languages."""

from questions.quiz import Quiz, ReleaseDocument
from questions.release import Bank, compile_release
from questions.scenario import Scenario
from tests.factories.documents import Data, both, control, incident, step

DECISIONS = 10
WRONG = frozenset({4, 8})
"""Decisions that a learner of the measurement gets wrong; the rest is enough to pass."""

_STORY = both(
    "It is twenty to six. The list of guests came from the supplier this morning, and you sorted it before lunch. "
    "Your manager is travelling and reads messages between trains. A colleague is at the next desk until six. The "
    "customers were promised an answer **this week**; whoever waits longest wrote again today.",
    "17時40分です。今朝、取引先から招待者の一覧が届き、昼前にあなたが並べ替えました。課長は出張中で、移動の合間に連絡を見て"
    "います。隣の席の同僚は18時までいます。お客様には**今週中**の返信を約束していて、いちばん長くお待ちの方からは今日も"
    "メールが届きました。",
)
_MAIL = both(
    "Thank you for the call. As agreed we keep the address of last year. The new file is attached; please use it for "
    "everything that goes out from tonight. For questions ring the number on our contract, not the one below.",
    "お電話ありがとうございました。お話ししたとおり、昨年のアドレスをそのまま使います。新しいファイルを添付しましたので、今夜"
    "以降の発送にはこちらをお使いください。ご不明な点は、下の番号ではなく、契約書にある番号へお電話ください。",
)
_OPTIONS = (
    ("list", "Send it tonight from the list as it is", "一覧をそのまま使い、今夜のうちに送る"),
    ("call", "Call the number on the contract, then send", "契約書の番号に電話をかけ、確かめてから送る"),
    ("proof", "Answer the mail and ask for proof first", "メールに返信し、まず裏付けを求める"),
    ("forward", "Forward it to the colleague who leaves at six", "18時に帰る同僚に転送して任せる"),
)
_FEEDBACK = both(
    "The list goes out with whatever is wrong in it. People choose this because the promise is close and the file "
    "looks complete. It would be enough if somebody had compared it with the member data.",
    "一覧に誤りがあれば、そのまま届いてしまいます。約束の日が近く、ファイルが整って見えるため選びやすい行動です。会員データと"
    "照らし合わせてあれば、これで足ります。",
)


def choice(number: int) -> str:
    """Return the option that a learner of the measurement takes in decision `number` (from 1)."""
    return "list" if number in WRONG else "call"


def _question(number: int) -> Data:
    options = [
        {"key": key, "text": both(english, japanese), "points": int(key == "call"), "feedback": _FEEDBACK}
        for key, english, japanese in _OPTIONS
    ]
    prompt = both(f"{number}. What do you do first?", f"{number}. まず何をしますか。")
    return {"uid": f"q-bench{number:02}", "kind": "single_choice", "prompt": prompt, "options": options}


def _step(number: int) -> Data:
    mail = {
        "kind": "email",
        "from": "Aoki <aoki@supplier.example>",
        "to": ["orders@shop.example"],
        "subject": both(f"The file of day {number}", f"{number}日目のファイル"),
        "body": _MAIL,
    }
    following = f"decision-{number + 1}" if number < DECISIONS else None
    return step(f"decision-{number}", _question(number), following, story=_STORY, exhibits=[mail], barrier=True)


def document(feedback: str) -> ReleaseDocument:
    """Return the release whose feedback is shown `at_once` or `at_end`."""
    case = Scenario.model_validate(
        {
            "key": "bench-case",
            "incident": "mail-to-many",
            "title": both("The list", "招待者の一覧"),
            "audience": ["everybody"],
            "role": both("You write to customers.", "お客様への連絡を担当しています。"),
            "intro": _STORY,
            "steps": [_step(number) for number in range(1, DECISIONS + 1)],
        }
    )
    settings: Data = {} if feedback == "at_once" else {"feedback": feedback}
    quiz = Quiz.model_validate(
        {
            "key": "bench-" + feedback.replace("_", "-"),
            "title": both("Ten decisions", "十の判断"),
            "summary": both("Ten decisions about a list.", "一覧をめぐる十の判断です。"),
            "audience": ["everybody"],
            "languages": ["ja", "en"],
            "sections": [{"scenario": case.key}],
            "pass_mark": 70,
            **settings,
        }
    )
    bank = Bank({"check-the-address": control()}, {"mail-to-many": incident()}, {case.key: case}, {quiz.key: quiz})
    return compile_release(quiz, bank)
