"""What somebody typed, as plain lower-case tokens: words, "not", marks that end a clause, emoji."""

import re
from typing import Final

LONGEST_WORD: Final = 40  # longer runs are codes or leaning on a key
CLAUSE_MARKS: Final = frozenset({".", "!", "?", ";", ":", ",", "-", "(", ")", "\n"})
SENTENCE_MARKS: Final = frozenset({".", "!", "?", "\n"})

# Quotes as phones and Word type them, and wide forms that hide a word from a lexicon.
_STRAIGHT: Final = str.maketrans(
    {
        "\u2019": "'", "\u2018": "'", "\u02bc": "'", "\u00b4": "'", "`": "'", "\u2032": "'",
        "\u201c": '"', "\u201d": '"', "\u2013": " - ", "\u2014": " - ", "\u2026": ".",
        "\u00a0": " ", "\u200b": None, "\u200d": None, "\ufe0f": None, "\u2060": None,
    }
)  # fmt: skip

# Slack's mentions and links have no tone.
_ADDRESS: Final = re.compile(r"<[@#!][^>\s]{1,80}>|<?https?://[^\s>]{1,2000}>?")
_TOKEN: Final = re.compile(
    r":[a-z][a-z0-9_+-]{1,30}:|:[+-]1:"  # Slack's shortcodes
    r"|(?<!\w)(?:[:;=]'?-?[)(dp/\\|o*\[\]3]|<3|</3|xd)(?!\w)|d:(?!\w)"  # typed faces
    r"|[^\W\d_]+(?:'[a-z]{1,3}(?!\w))?"
    r"|[\u2600-\u27bf\u2b50\U0001f300-\U0001faff]"
    r"|\d+|[.!?;:,()\n-]"
)

# Contractions that do not open by cutting off n't, and those typed without their apostrophe.
_OPENED: Final[dict[str, tuple[str, ...]]] = {
    "can't": ("can", "not"), "won't": ("will", "not"), "shan't": ("shall", "not"),
    "ain't": ("is", "not"), "cannot": ("can", "not"), "cant": ("can", "not"),
    "dont": ("do", "not"), "doesnt": ("does", "not"), "didnt": ("did", "not"),
    "isnt": ("is", "not"), "wasnt": ("was", "not"), "arent": ("are", "not"),
    "werent": ("were", "not"), "havent": ("have", "not"), "hasnt": ("has", "not"),
    "hadnt": ("had", "not"), "couldnt": ("could", "not"), "wouldnt": ("would", "not"),
    "shouldnt": ("should", "not"), "wont": ("will", "not"), "i'm": ("i", "am"), "im": ("i", "am"),
    "ive": ("i", "have"), "i've": ("i", "have"), "thankyou": ("thank", "you"), "thx": ("thanks",),
    "ty": ("thanks",), "burntout": ("burnt", "out"), "n/t": ("not",),
}  # fmt: skip


def tokens(text: str) -> list[str]:
    """Return the tokens of a text, in one pass, whatever it holds."""
    text = text.translate(_STRAIGHT).lower()
    if "<" in text or "://" in text:
        text = _ADDRESS.sub(" ", text)
    found: list[str] = []
    for token in _TOKEN.findall(text):
        if "'" in token or token in _OPENED:
            found += _opened(token)
        elif len(token) <= LONGEST_WORD:
            found.append(token)
    return found


def _opened(token: str) -> tuple[str, ...]:
    opened = _OPENED.get(token)
    if opened:
        return opened
    if not token[0].isalpha():
        return (token,)  # a face that cries: :'(
    word, _apostrophe, end = token.partition("'")
    if end == "t" and word.endswith("n"):
        return (word[:-1], "not") if len(word) > 1 else ("not",)
    return (word,)  # she's, we're, the team's: the rest says nothing
