"""Words by which a fact tells what it is about; those of facts that a notice gave are ours and among them."""

import re

from questions.text import LocalisedText


def _compiled(ja: str, en: str) -> dict[str, re.Pattern[str]]:
    return {"ja": re.compile(ja), "en": re.compile(en, re.IGNORECASE)}


SIGNS = {
    "noticed": _compiled(
        "気づ|気が付|発覚|判明|分かった|指摘|脅迫文|見つけ|(?:懸念|疑い|おそれ)について連絡|連絡を受け",
        r"\bnoticed\b|came to light|pointed to|\bwarned\b|suspected a leak|found a (?:ransom note|fault)",
    ),
    "stopped": _compiled(
        "止め|(?<!参加)停止(?!とし)|遮断|切断|接続を切",
        r"\bstopped\b|\bhalt|\bshut|taken offline|\bcut (?:the|its|off)\b",
    ),
    "told": _compiled(
        "(?:本人|お客様|対象|影響を受けた人|送信先|患者|市民)[^。]{0,20}(?:個別に?の?連絡|連絡を始め|連絡する|通知|知らせ|おわび)",
        r"(?:customers|people concerned|everyone|patients)[^.]{0,40}\b(?:told|mailed|notified)|\bapology\b",
    ),
    "reported": _compiled(
        "(?:委員会|当局|官庁)[^。]{0,8}(?:報告し|申告|届け)",
        r"\breported\b[^.]{0,40}\b(?:authorit|commission)",
    ),
    "announced": _compiled("公表し|公表する|会見|発表し", r"\bannounced\b|press conference|gave a press"),
}
"""What happened on a day, other than that it began."""

LAW = _compiled("義務|法律が定める|（参考）", r"\bdut(?:y|ies)\b|\bmust be reported\b|for comparison")
"""What the law says is no event."""


def is_about(signs: dict[str, re.Pattern[str]], text: LocalisedText) -> bool:
    """Tell whether a text shows one of the signs in some language."""
    return any(pattern.search(text.root.get(tag, "")) for tag, pattern in signs.items())
