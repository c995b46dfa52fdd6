"""Phrases that rules look for, in each language that they know."""

import re
from functools import cache


class Phrases:
    """Patterns by language; a language that is not listed has none. Most processes never need them compiled."""

    def __init__(self, **patterns: tuple[str, ...]) -> None:
        self.by_language = {tag: "|".join(listed) for tag, listed in patterns.items()}

    def search(self, text: str, tag: str) -> re.Match[str] | None:
        """Return the first such phrase in a text of the language `tag`."""
        pattern = self.by_language.get(tag.partition("-")[0])
        return _compiled(pattern).search(text) if pattern else None


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


ABSOLUTES = Phrases(
    en=(
        r"\b(?:always|never)\b(?!-)",
        r"\b(?:absolutely|completely)\b",
        r"\b(?:under no circumstances|in every case|without exception|no matter what)\b",
    ),
    ja=(
        "必ず(?!しも)",
        "絶対に",
        "いかなる場合",
        "どんな場合(?:で)?も",
        "例外なく",
        "一切(?!れ)",
        "(?<![\u3400-\u9fff])(?:決して|常に)",  # not 解決して, 通常に
        "完全に",
    ),
)

ABOVE = Phrases(
    en=(
        r"\b(?:all|none|any) of the above\b",
        r"^(?:all|none|any|both|neither) of (?:these|them|the options)\b(?! \w)",
        r"^both (?:a and b|1 and 2)\b",
    ),
    ja=(
        "(?:上記|以上|左記|選択肢)の?(?:すべて|全て|全部|いずれ|どれ)",
        "^(?:すべて|全て|どれも|いずれも)(?:が|は)?(?:正しい|当てはま|該当|誤り)",
        "^(?:該当なし|全部|すべて|全て|どれでもない|いずれでもない)。?$",
    ),
)

FILLERS = Phrases(
    en=(
        r"^(?:do )?nothing(?: at all)?[.!]*$",
        r"^ignore (?:it|this|that|the \w+)[.!]*$",
        r"^it (?:does not|doesn['’]t) matter[.!]*$",
        r"^i (?:do not|don['’]t) (?:know|care)[.!]*$",
        r"^(?:forget (?:about )?it|panic|hope for the best)[.!]*$",
    ),
    ja=(
        "^(?:特に)?(?:何も|なにも)し(?:ない|ません)[。！!]*$",
        "^(?:無視|放置)し?(?:する|ます|ておく)[。！!]*$",
        "^(?:気にしない|放っておく|忘れる|分からない|わからない|知らないふりをする)[。！!]*$",
    ),
)

JOKES = Phrases(en=(r"!\s*$",), ja=("[!！]$", "[(（]笑[)）]", "w{2,}$"))

VERDICTS = Phrases(
    en=(r"^(?:correct|incorrect|right|wrong|well done|great|yes|no)\s*[.!,:]",),
    ja=("^(?:正解|不正解|誤り|間違い|その通り|よくできました)(?:です)?[。！!、]",),
)

_AMONG = "(?:、?(?:次|以下|この)の?(?:うち|中)(?:の|で)?、?)?"
_ASKED = (
    f"(?:もの|こと|の|行動|対応|方法|項目|選択肢|人|相手|説明|理由)?(?:は|を|が)?{_AMONG}(?:どれ|何|なに|誰|どの|いつ)"
)
_PICKED = "(?:もの|行動|対応|方法|項目|選択肢|説明)を(?:、?(?:一つ|二つ|1つ|2つ|すべて|全て))?(?:選|挙げ|答え)"

NEGATIONS = Phrases(
    en=(
        r"(?<!or )\bnot\b",
        r"n['’]t\b",
        r"\b(?:except|never)\b",
        r"\bleast (?:likely|important|suitable|useful)\b",
    ),
    ja=(
        f"(?:ない|なかった|不適切な|不要な)(?:{_ASKED}|{_PICKED})",
        "(?:何|なに|誰|どれ|どこ)[^、。]{0,14}(?:べきで(?:は)?(?:ない|ありませ)|ては(?:いけ|なり)|ないほうがよい)",
        "以外の(?:もの|こと|どれ|対応|行動)",
        "以外は(?:どれ|何)",
        "を除(?:く|いて)",
    ),
)

SLOGANS = Phrases(
    en=(
        r"\b(?:which|what)\b[^?.]{0,40}\b(?:is|are) (?:the )?(?:most )?important\b",
        r"\b(?:is|are) (?:very |so )?important\b",
        r"\bwhy (?:is|are|should)\b[^?.]{0,40}\b(?:security|privacy|personal (?:data|information))\b",
        r"\b(?:be|stay) (?:careful|vigilant|alert|aware)\b",
        r"\b(?:correct|true) statement\b",
        r"\bsecurity awareness\b",
    ),
    ja=(
        "(?:重要|大切|大事)(?:なの|なこと|なもの|なポイント|です|だ)",
        "気を?(?:つけ|付け)(?:る|ま|て|な)",
        "心がけ|心掛け",
        "注意(?:しま|すべ|する(?:こと|べき|点))",
        "意識(?:を高|を持|しま)",
        "正しい(?:もの|説明|記述|文)(?:は|を)",
    ),
)

HINDSIGHT = Phrases(
    en=(
        r"\bshould(?:n['’]t| not)? (?:you |we |they |it )?have"
        r" (?:\w+ed|been|seen|known|done|told|made|taken|given|kept)\b",
        r"\b(?:in hindsight|looking back|would later|later (?:it )?turned out)\b",
        r"\b(?:could|would) have been (?:prevented|avoided)\b",
        r"\bthe (?:leak|incident|breach) that followed\b",
    ),
    ja=(
        "べき(?:でした|だった)",
        "(?:後|のち|あと)(?:になって|から考え)",
        "のちに(?:判明|分か|わか)",
        "(?:後|あと)で(?:判明し|分かった|わかった)",
        "今(?:思えば|にして)",
        "振り返ると",
        "防げた(?!か)",
    ),
)

THEN = Phrases(
    en=(r"\b(?:then|at the time|until|former(?:ly)?|old)\b", r"\bbefore (?:the|\d)"),
    ja=("当時", "(?:改正|施行)前", "旧(?:法|個人情報保護法|第)", "まで(?:は|の)"),
)
"""What tells that a text speaks of an earlier day."""
