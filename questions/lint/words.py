"""How texts are measured: by letters and words in English, by characters and endings in Japanese."""

import re
import unicodedata

from questions.text import LocalisedText

_JAPANESE = re.compile(r"[\u3040-\u30ff\u3400-\u9fff々〆]")
_LATIN = re.compile(r"[A-Za-z]")
_QUOTED = re.compile(r"「[^「」]*」|『[^『』]*』|“[^“”]*”|\"[^\"]*\"")


def _words(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


_QUESTION_WORDS = _words("who what when where which whose whom how whether if why")
_ARTICLES = _words("the a an this that these those our your my their its")
_PREPOSITIONS = _words("by with without on in at from for after before until once as through under to")
_PRONOUNS = _words("i we you they it he she one")
_NO_GERUND = _words("bring spring nothing something everything anything thing ring morning evening during")

_ENDINGS = {  # what a Japanese phrase ends like, the first that fits
    "か": re.compile(r"か$"),
    "こと": re.compile(r"こと$"),
    "です・ます": re.compile(r"(?:です|ます|ません|ました|でした|ましょう|ください)$"),
    "ない": re.compile(r"ない$"),
    "する": re.compile(r"[うくぐすつぬぶむる]$"),
}


def is_japanese(tag: str) -> bool:
    """Tell whether a language is written without spaces between words, as Japanese is."""
    return tag.partition("-")[0] == "ja"


def languages(texts: list[LocalisedText]) -> list[str]:
    """List the languages that some of the texts have, leaving out what is the same in all."""
    return sorted({tag for text in texts for tag in text.root} - {"und"})


def unquoted(text: str) -> str:
    """Return a text without what stands in quotation marks, which is somebody else's."""
    return _QUOTED.sub(" ", text)


def japanese(text: str) -> int:
    """Count kana and kanji."""
    return len(_JAPANESE.findall(text))


def latin(text: str) -> int:
    """Count Latin letters."""
    return len(_LATIN.findall(text))


def length(text: str) -> int:
    """Count what is read: letters and figures of any script, without spaces and marks."""
    return sum(unicodedata.category(character)[0] in "LN" for character in text)


def parts(text: str, tag: str) -> int:
    """Count the ideas of an option, as commas and words that join them tell."""
    if is_japanese(tag):
        return 1 + len(re.findall(r"[、；;]|および|または|かつ", text))
    return 1 + len(re.findall(r"[,;]\s*(?:and|or|but|then)\b|[,;](?=\s)|\b(?:and|or|but|then)\b", text.lower()))


def first_word(text: str) -> str:
    """Return the first word in lower case."""
    found = re.match(r"[\W_]*([\w'’-]+)", text)
    return found[1].lower() if found else ""


def opening(text: str) -> str:
    """Return the kind of word that an English text begins with; empty for a verb or a noun."""
    word = first_word(text)
    kinds = {"who, how": _QUESTION_WORDS, "the, a": _ARTICLES, "by, after": _PREPOSITIONS, "we, you": _PRONOUNS}
    for kind, members in kinds.items():
        if word in members:
            return kind
    return "-ing" if word.endswith("ing") and word not in _NO_GERUND else ""


def ending(text: str, tag: str) -> str:
    """Return what a text ends like: a question, a sentence, and in Japanese the form of its last word."""
    text = text.rstrip()
    if text.endswith(("?", "？")):
        return "?"
    if not is_japanese(tag):
        return "." if text.endswith(".") else ""
    bare = text.rstrip("。")
    kind = next((kind for kind, pattern in _ENDINGS.items() if pattern.search(bare)), "")
    return kind + "。" if bare != text else kind


_SMALL = _words("the a an your our my their his her its please just")


def gist(text: str, tag: str) -> str:
    """Return a text without what does not change its meaning, so that two ways to say one thing are equal."""
    plain = unicodedata.normalize("NFKC", text).casefold()
    if is_japanese(tag):
        plain = re.sub(r"[\W_]", "", plain)
        return re.sub(r"(?:して)?ください$|をします$|します$|をする$|する$", "", plain)
    return " ".join(word for word in re.findall(r"[\w']+", plain) if word not in _SMALL)


_STOP = _words(
    "about after again before being could doing first their there these those today tonight tomorrow where which while"
    " whose would should might other people ought think makes their going first next"
)


def terms(text: str, tag: str) -> set[str]:
    """Return the words of a text that carry its meaning: in Japanese runs of kanji or katakana."""
    if is_japanese(tag):
        runs = re.findall(r"[\u3400-\u9fff々]{2,}|[\u30a1-\u30faー]{3,}", text)
        return set(runs)
    words = (word.lower() for word in re.findall(r"[A-Za-z][A-Za-z'’-]+", text))
    return {stem(word) for word in words if len(word) >= 5 and word not in _STOP}


def stem(word: str) -> str:
    """Return an English word without its most usual endings."""
    return re.sub(r"(?:ies|ied|ing|ed|es|s|e|y)$", "", word.lower())


def has(term: str, text: str, tag: str) -> bool:
    """Tell whether a text uses a word that `terms` gave."""
    if is_japanese(tag):
        return term in text
    return term in {stem(word) for word in re.findall(r"[A-Za-z][A-Za-z'’-]+", text)}
