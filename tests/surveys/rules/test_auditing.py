"""Judging an installation: whatever its facts are, every check says something."""

from typing import cast

from surveys.model.auditing import Facts, Verdict
from surveys.rules.auditing import CHECKS, judge


def test_a_check_that_stumbles_fails_by_its_name_and_tells_nothing_of_what_it_saw() -> None:
    found = judge(cast("Facts", "what somebody wrote"))
    assert [one.check for one in found] == list(CHECKS)
    for one in found:
        assert one.judgement.verdict is Verdict.FAIL
        assert "AttributeError" in one.judgement.evidence
        assert "wrote" not in one.judgement.evidence + one.judgement.remedy
