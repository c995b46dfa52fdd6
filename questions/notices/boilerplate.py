"""What stands on a page beside the notice: adverts for membership, navigation, copyright lines, other articles."""

import re
from collections.abc import Iterable
from itertools import islice

from questions.notices.facts import Found, Named, numbered

MOST = 100
_OPENERS = [
    ("membership", r"お申し?込みから(?:ご)?入会|(?:ご)?入会(?:のお?手続|のご?案内|のお申し?込|について|はこちら"
r"|を希望|しませんか)"
r"|会員(?:募集|になりませんか|登録はこちら)|会費(?:のお支払|は月額|について)"),
    ("about", r"about (?!the incident|this|what|your|you\b)[a-z][^\n]{1,60}(?=\n)|会社概要(?=\n)|本件に関する報道"),
    ("newsletter", r"メールマガジン(?:の)?(?:登録|購読)|(?:subscribe|sign up)(?: to| for)? (?:our )?newsletter"
r"|share this (?:article|page|story)|related (?:articles|stories)|関連記事|人気(?:の)?記事"
r"|あわせて読みたい|この記事をシェア"),
]  # fmt: skip
_LINES = [
    ("copyright", r"[^\n]{0,60}(?:copyright|©|\(c\)|all rights reserved)[^\n]{0,120}"),
    ("navigation", r"(?:ページ(?:の)?(?:先頭|トップ)へ(?:戻る)?|トップページ(?:へ)?|ホーム\s?[>›»][^\n]{0,100}"
r"|home\s?[>›»][^\n]{0,100}|サイトマップ|skip to (?:main )?content|前(?:の記事)?へ"
r"|次(?:の記事)?へ|一覧(?:へ|に)戻る)(?=\n|$)"),
]  # fmt: skip
_TO_THE_END = re.compile(
    r"(?:^|\n)[ ■□●◆【\-*]{0,4}(?P<all>" + "|".join(f"(?P<{name}>{pattern})" for name, pattern in _OPENERS) + ")",
)
_ONE_LINE = re.compile(
    r"(?:^|\n)[ ]{0,4}(?P<all>" + "|".join(f"(?P<{name}>{pattern})" for name, pattern in _LINES) + ")",
)


# Whom to ask, to the last line that looks like it: 【問い合わせ先】 学務課 電話 ...
_CONTACT = re.compile(
    r"(?:^|\n)(?P<all>[ ■□●○◆◇・(【\[<]{0,4}(?:本件に関する)?(?:お?問い?合わ?せ(?:先|窓口)|ご?連絡先)"
    r"[^\n。はがにをへ]{0,60}"
    r"(?:\n(?![ ]{0,8}(?:[■□●◆◇【<]|\d{1,2}[.)、 ]|令和|平成|20\d\d|以上|\n|$))[^\n。]{1,80}(?=\n|$)){0,8})"
)


def read_boilerplate(source: str, lowered: str) -> tuple[Named, ...]:
    """Find what to set aside; an advert goes on to the end of the text, if it stands in its second half."""
    result = []
    cut = len(lowered)
    for found in islice(_TO_THE_END.finditer(lowered), MOST):
        if found.start("all") >= len(lowered) * 0.4:
            cut = found.start("all")
            kind = next(name for name, _ in _OPENERS if found[name])
            end = len(source.rstrip())
            result.append(_named(source, kind, cut, end))
            break
    for found in islice(_ONE_LINE.finditer(lowered, 0, cut), MOST):
        kind = next(name for name, _ in _LINES if found[name])
        result.append(_named(source, kind, *found.span("all")))
    for found in islice(_CONTACT.finditer(lowered, 0, cut), MOST):
        result.append(_named(source, "contact", *found.span("all")))
    return numbered(sorted(result, key=lambda each: each.start))


def without(text: str, parts: Iterable[Found]) -> str:
    """Blank the parts, so that nothing is read from them and every other place stays what it is."""
    pieces = []
    at = 0
    for part in sorted(parts, key=lambda part: part.start):
        if part.start < at:
            continue
        pieces += [text[at : part.start], " " * (part.end - part.start)]
        at = part.end
    return "".join([*pieces, text[at:]])


def _named(source: str, kind: str, start: int, end: int) -> Named:
    return Named(key=f"aside-{kind}", text=source[start:end], start=start, end=end, value=kind)
