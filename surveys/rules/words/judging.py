"""Is this word somebody's name? By the lists, by its capital, and by what stands around it."""

from dataclasses import dataclass
from functools import cached_property
from typing import Final

from surveys.model.words import Kind
from surveys.rules.words.lists import Lists
from surveys.rules.words.tokens import Shape, Token, Words

_INITIALS: Final = 4  # letters; a longer run of capitals is a word
_SHORT: Final = 3
_LONG_ENOUGH_TO_SLIP: Final = 6
_SLIPS_IN_MID_SENTENCE: Final = 8
_STOPS: Final = frozenset(".!?\n;")


@dataclass(frozen=True)
class Judge:
    """Judges the words of one text."""

    words: Words
    known: Lists
    free: frozenset[int]  # places of words that name nobody: phrases of the work, accepted words

    def kind(self, place: int) -> Kind | None:
        """What a word gives away by itself. None: nothing."""
        token = self.words.tokens[place]
        if token.is_plain or place in self.free or len(token.text) == 1:
            return None
        if not token.text.isascii():
            return Kind.WORD  # another script: most likely a name
        if self._is_first_name(place, token) or self._is_surname(place, token):
            return Kind.NAME
        if token.shape in {Shape.TITLE, Shape.MIXED} and self._is_unknown(place, token):
            return Kind.WORD
        if self._is_named(place, token):
            return Kind.NAME
        return None

    def _is_first_name(self, place: int, token: Token) -> bool:
        low = self._as_listed(token)
        if low is None:
            return False
        if low in self.known.doubtful:
            return self._is_doubtful_name(place, token, low)
        if token.shape is Shape.UPPER:
            return low not in self.known.work and (low in self.known.surely or len(low) > _INITIALS)
        if token.shape is not Shape.LOWER:
            return low in self.known.surely or self._is_capital_name(place, token)
        return self._is_lower_name(place, token, low)

    def _as_listed(self, token: Token) -> str | None:
        """The name in the lists that a word is: itself, or a part or more of a hyphenated one."""
        names = self.known.names
        if token.low in names:
            return token.low
        if "-" in token.low:
            parts = token.low.split("-")
            # The longest is the least likely to be an abbreviation: "tia-leigh".
            sure = sorted((part for part in parts if part in self.known.surely), key=len)
            if sure and all(part in names or not self.known.is_word(part) for part in parts):
                return sure[-1]
            if token.shape is Shape.TITLE and all(part in names for part in parts):
                return parts[0]
            return None
        stem = token.low.removesuffix("s")
        is_owner = stem in self.known.surely and not self.known.is_word(token.low)
        return stem if is_owner and len(stem) > _SHORT else None

    def _is_doubtful_name(self, place: int, token: Token, low: str) -> bool:
        """A word first and a name second: only what stands around it tells."""
        if self._speaks(place) and not self._follows_an_article(place):
            return True
        if low == "will" and token.gap == " " and token.next_low in self.known.around["finite"]:
            return not self._follows_an_article(place)
        seldom = low in self.known.around["seldom"]
        if self._is_somebody(place):
            return token.shape is Shape.TITLE or (not seldom and self._acts(place))
        if token.shape is Shape.LOWER:
            return False
        if self._has_family_name(place) or self._is_told(place):
            return True
        if seldom:
            return False
        if token.is_first or self.words.many_capitals:
            following = self._after(place)
            said = None if following is None else following.low
            return self._acts(place) and said not in self.known.around["plain_verbs"]
        return not self._follows_an_article(place)

    def _is_told(self, place: int) -> bool:
        """Only people are told, asked, rung: "told Summer"."""
        previous = self._before(place)
        return previous is not None and previous.low in self.known.around["asking"]

    def _is_capital_name(self, place: int, token: Token) -> bool:
        """A name that is a word too, with a capital: in mid-sentence, or where somebody acts."""
        if self._acts(place) or self._has_family_name(place):
            return True
        is_telling = not token.is_first and not self.words.many_capitals
        return is_telling and token.low not in self.known.work

    def _has_family_name(self, place: int) -> bool:
        """Whether a capitalised family name or unknown word follows at once."""
        token, following = self.words.tokens[place], self.words.at(place + 1)
        if following is None or token.gap != " " or following.shape is not Shape.TITLE:
            return False
        if following.is_plain or self.words.many_capitals or following.low in self.known.work:
            return False
        return following.low in self.known.surnames or not self.known.is_word(following.low)

    def _is_somebody(self, place: int) -> bool:
        """Whether the word before says who: "my manager May"."""
        previous, token = self._before(place), self.words.tokens[place]
        if previous is None or previous.owns or previous.gap not in {" ", ", "}:
            return False
        return previous.low in self.known.around["people"] and not token.owns

    def _is_lower_name(self, place: int, token: Token, low: str) -> bool:
        known = self.known
        if low in known.work or low not in known.surely:
            return low not in known.work and (self._speaks(place) or self._is_named(place, token))
        if low in known.english:
            return self._is_addressed(place) or self._acts(place)
        short = len(low) < _SHORT or (len(low) == _SHORT and low not in known.everyday)
        return not short or self._is_addressed(place) or self._acts(place)

    def _is_surname(self, place: int, token: Token) -> bool:
        low = token.low
        if low not in self.known.surnames and not self._is_celtic(token):
            return low.removesuffix("s") in self.known.surnames and self._is_family(place, token)
        if low in self.known.english or low in self.known.work:
            return self._is_family(place, token) and (
                not token.is_first or token.next_low in {"family", "siblings", "twins", "case"}
            )
        if token.shape is Shape.LOWER:
            return len(low) > _SHORT and (
                low not in self.known.names or self._is_family(place, token)
            )
        return token.shape is not Shape.UPPER or len(low) > _INITIALS

    def _is_celtic(self, token: Token) -> bool:
        """O'Brien, D'Angelo, McKenzie: a capital inside tells."""
        head, _, tail = token.text.partition("'")
        if tail and len(head) <= _SHORT and len(tail) > _SHORT:
            return head[0].isupper() and tail[0].isupper() and not self.words.all_capitals
        for start in ("Mc", "Mac", "Fitz"):
            rest = token.text.removeprefix(start)
            if rest != token.text and len(rest) > _SHORT and rest[0].isupper():
                return token.low not in self.known.work
        return False

    def _is_family(self, place: int, token: Token) -> bool:
        """A capital, or a name that is no word, before "family": "the Young family"."""
        following = self.words.at(place + 1)
        if following is None or token.gap != " ":
            return False
        is_name = token.shape is not Shape.LOWER or not self.known.is_word(token.low)
        is_general = token.low in self.known.around["general"] or token.low in self.known.work
        return following.low in self.known.around["families"] and is_name and not is_general

    def _is_unknown(self, place: int, token: Token) -> bool:
        """A capital on no word we know; typed in a hurry, it may be a word with one slip."""
        parts = token.low.split("-")
        if all(part in self.known.work or self.known.is_word(part) for part in parts):
            return False
        if token.shape is Shape.MIXED and not self._is_celtic(token):
            return False  # a product: "MyView"
        longest = max(parts, key=len)
        if token.is_first:
            if len(longest) >= _LONG_ENOUGH_TO_SLIP and self.known.is_nearly_word(longest):
                return False
            acts = self._acts(place) or self._owns_somebody(place) or self._is_family(place, token)
            return len(longest) > _SHORT and acts
        slips = len(longest) >= _SLIPS_IN_MID_SENTENCE and self.known.is_nearly_word(longest)
        return not slips and len(longest) > 1

    def _is_named(self, place: int, token: Token) -> bool:
        """After "called", whatever is no ordinary word is a name: "a boy called tyreeq"."""
        if self._is_asked(place, token):
            return True
        previous = self._before(place)
        if previous is None or previous.low not in self.known.around["naming"]:
            return False
        if token.low in self.known.names:
            return token.low not in {"will", "may", "can"}
        return not self.known.is_word(token.low) and token.low not in self.known.work

    def _is_asked(self, place: int, token: Token) -> bool:
        """No word at all, where a person is meant: "asked tyreeq", "tyreeqs mum"."""
        low, following = token.low, self.words.at(place + 1)
        stem = low.removesuffix("s")
        if len(stem) <= _SHORT or token.shape is not Shape.LOWER or not low.isalpha():
            return False
        if self.known.is_word(low) or self.known.is_word(stem) or low in self.known.names:
            return False
        has_mum = following is not None and following.low in self.known.around["kin"]
        owns = has_mum and (token.owns or low != stem)
        if not (owns or self._speaks(place) or self._is_told(place) or self._is_somebody(place)):
            return False
        return not self.known.is_nearly_word(low) and not self.known.is_nearly_word(stem)

    def _before(self, place: int) -> Token | None:
        previous = self.words.at(place - 1)
        return None if previous is None or _STOPS & set(previous.gap) else previous

    def _after(self, place: int) -> Token | None:
        token = self.words.tokens[place]
        return None if _STOPS & set(token.gap) else self.words.at(place + 1)

    def _is_addressed(self, place: int) -> bool:
        """Whether the word before asks for somebody: "asked", "with", "my manager"."""
        previous = self._before(place)
        if previous is not None and previous.low == "you":
            earlier = self.words.at(place - 2)
            return earlier is not None and earlier.low == "thank"
        return previous is not None and previous.low in self.known.around["before"]

    def _acts(self, place: int) -> bool:
        """Whether somebody does something after it, or owns somebody."""
        token, following = self.words.tokens[place], self._after(place)
        if self._owns_somebody(place):
            return True
        if "(" in token.gap and following is not None and following.low[0].isdigit():
            return True
        if following is None or token.gap.strip():
            return False
        return following.low in self.known.around["after"] or (
            following.is_plain and "n't" in following.low
        )

    def _speaks(self, place: int) -> bool:
        token, following = self.words.tokens[place], self._after(place)
        if self._owns_somebody(place):
            return True
        if following is None or token.gap.strip():
            return False
        return following.low in self.known.around["speaking"]

    def _owns_somebody(self, place: int) -> bool:
        token, following = self.words.tokens[place], self.words.at(place + 1)
        if following is None or not token.owns:
            return False
        return following.low in self.known.around["belongings"]

    def _follows_an_article(self, place: int) -> bool:
        """An article makes it a thing: "the grant said", "my bill"."""
        previous = self._before(place)
        return previous is not None and previous.low in self.known.around["articles"]

    @cached_property
    def kinds(self) -> list[Kind | None]:
        """What each word gives away by itself."""
        return [self.kind(place) for place in range(len(self.words.tokens))]
