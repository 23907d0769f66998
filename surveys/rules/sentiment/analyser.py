"""Our reading of tone as an analyser of TextBlob: `TextBlob(text, analyzer=...).sentiment`."""

from typing import NamedTuple

from textblob.base import CONTINUOUS, BaseSentimentAnalyzer

from surveys.rules.sentiment import analyse


class Sentiment(NamedTuple):
    """What `blob.sentiment` returns; `blob.polarity` ignores every analyser but TextBlob's."""

    polarity: float
    reasons: tuple[str, ...]


class WorkAnalyser(BaseSentimentAnalyzer):  # type: ignore[misc] # untyped there
    """Reads the tone of comments about work with children and families."""

    kind = CONTINUOUS
    RETURN_TYPE = Sentiment

    def analyze(self, text: str) -> Sentiment:
        """Return the polarity of one comment and the phrases that decided it."""
        tone = analyse(text)
        return Sentiment(tone.polarity, tuple(phrase.text for phrase in tone.phrases))
