"""The three things a check can say."""

from surveys.model.auditing import Judgement, Verdict


def passed(evidence: str) -> Judgement:
    """Say that all is well."""
    return Judgement(Verdict.PASS, evidence)


def failed(evidence: str, remedy: str) -> Judgement:
    """Say what is wrong, and what to do."""
    return Judgement(Verdict.FAIL, evidence, remedy)


def unclear(evidence: str, remedy: str) -> Judgement:
    """Say why it can't be told, and what would help."""
    return Judgement(Verdict.CANNOT_TELL, evidence, remedy)
