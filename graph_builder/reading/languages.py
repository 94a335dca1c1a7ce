"""Tells English from other languages by its commonest function words and its script.

The shares of function words part European languages safely from two or three sentences on; a text is taken
for English unless another language is clearly ahead, so that short or odd texts are still read.
"""

import re
import unicodedata
from collections import Counter
from functools import lru_cache

ENGLISH = "en"

# Words that are frequent in one language and rare in the others (grammatical closed classes).
_FUNCTION_WORDS = {
    "en": "the of and to in that is was for it with as his on be at by had not are but from or have they "
    "which you were their has been would who will said this its he she an after",
    "es": "el los las una del por con para que se su sus lo como más pero fue ha este esta está según "
    "también entre cuando sobre hasta desde y en la de un al",
    "pt": "o os uma do da dos das em no na nos nas por com para que não se seu sua mais mas foi ao pelo "
    "pela também são está segundo e um de",
    "fr": "le les une des du et est dans qui que pour sur par avec au aux ce cette son sa ses il elle ne "
    "pas plus a été ont sont mais selon la de un en",
    "it": "il lo gli una di del della dei delle che è per con non si sono ha al alla nel nella anche più "
    "come da dal ma questo questa la un e in",
    "de": "der die das und ist den dem des ein eine einen einer zu mit auf für von nicht sich im auch als "
    "wird hat sind bei nach aus wurde über es er sie",
    "nl": "de het een en van is op te dat die voor met zijn niet aan er ook als door naar bij uit heeft "
    "wordt maar om hij zij worden",
    "sv": "och att det som en ett på är av för med den till har inte om han hon var sig från men de",
    "pl": "i w na z do się nie to że jest o jak po za od przez ale jego dla są był oraz który która",
    "id": "yang dan di dari untuk dengan pada ini itu tidak dalam akan oleh ke juga telah adalah sebagai",
    "tr": "ve bir bu için ile da de olarak çok daha gibi olan sonra kadar ancak değil var ise",
}
_SCRIPTS = {
    "CYRILLIC": "ru",
    "ARABIC": "ar",
    "HEBREW": "he",
    "GREEK": "el",
    "CJK": "zh",
    "HIRAGANA": "ja",
    "KATAKANA": "ja",
    "HANGUL": "ko",
    "DEVANAGARI": "hi",
    "THAI": "th",
    "BENGALI": "bn",
    "TAMIL": "ta",
}
NAMES = {
    "es": "Spanish",
    "pt": "Portuguese",
    "fr": "French",
    "it": "Italian",
    "de": "German",
    "nl": "Dutch",
    "sv": "Swedish",
    "pl": "Polish",
    "id": "Indonesian",
    "tr": "Turkish",
    "ru": "a language in Cyrillic script",
    "ar": "a language in Arabic script",
    "he": "Hebrew",
    "el": "Greek",
    "zh": "Chinese",
    "ja": "Japanese",
    "ko": "Korean",
    "hi": "a language in Devanagari script",
    "th": "Thai",
    "bn": "Bengali",
    "ta": "Tamil",
}

_WORD = re.compile(r"[^\W\d_]+")
_ENOUGH_LETTERS = 12
_PLAINLY = 6
"""A text in which more than one word of so many is an English function word is English."""
_ENOUGH_WORDS = 4
_ENOUGH_KINDS = 3
_SAMPLE = 40_000


@lru_cache(maxsize=1)
def _get_words() -> dict[str, frozenset[str]]:
    return {language: frozenset(words.split()) for language, words in _FUNCTION_WORDS.items()}


def find_language(text: str) -> str:
    """Return the ISO 639-1 code of the language a text seems to be in; ``en`` when that is unclear.

    Only the beginning of a long text is looked at.
    """
    sample = text[:_SAMPLE]
    words = _WORD.findall(sample.lower() if sample.isupper() else sample)
    script = "" if sample.isascii() else _find_script(words)
    if script:
        return script
    counts = Counter(words)  # capitalised words are left to names: "La Paz", "Los Angeles"
    if sum(word in _get_words()[ENGLISH] for word in words) * _PLAINLY > len(words):
        return ENGLISH
    hits = {
        language: sum(counts[word] for word in known) for language, known in _get_words().items()
    }
    best = max(hits, key=lambda language: hits[language])
    kinds = sum(word in counts for word in _get_words()[best])
    clearly = hits[best] >= _ENOUGH_WORDS and kinds >= _ENOUGH_KINDS
    return best if clearly and hits[best] > 2 * hits[ENGLISH] + 1 else ENGLISH


def _find_script(words: list[str]) -> str:
    """Return the language that stands for the prevailing script, unless that is Latin."""
    letters = Counter("".join(words))
    total = sum(letters.values())
    foreign = {letter: count for letter, count in letters.items() if ord(letter) > 0x24F}  # noqa: PLR2004 - end of Latin Extended-B
    if sum(foreign.values()) * 2 <= total or total < _ENOUGH_LETTERS:
        return ""
    scripts: Counter[str] = Counter()
    for letter, count in foreign.items():
        scripts[unicodedata.name(letter, "?").split(" ", 1)[0].split("-", 1)[0]] += count
    if "HIRAGANA" in scripts:
        return "ja"
    return next((_SCRIPTS[name] for name, _ in scripts.most_common() if name in _SCRIPTS), "")
