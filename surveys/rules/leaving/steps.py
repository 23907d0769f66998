"""The conversation's steps: what each asks, and how what it says joins what was said before."""

from typing import Final, TypeVar

from surveys.model.leaving import STEPS, LeavingBank, LeavingGroup, Said, Text

Value = TypeVar("Value")
FIRST_GROUPS: Final = 2  # on the first step; the others on the second
TEXTS: Final[dict[int, tuple[Text, ...]]] = {3: (Text.FIRST,), 4: (Text.NEARLY, Text.CHANGE)}


def groups_at(bank: LeavingBank, step: int) -> tuple[LeavingGroup, ...]:
    """Return the groups of reasons that a step asks."""
    return {1: bank.groups[:FIRST_GROUPS], 2: bank.groups[FIRST_GROUPS:]}.get(step, ())


def joined(before: Said, page: Said, step: int, bank: LeavingBank, *, adds: bool) -> Said:
    """Return what is said once a step is sent.

    `adds`: what is left empty stays as it was, for the form showed nothing of it. Else the step
    says all there is to say of what it asks, empty or not.
    """
    here = {reason.id for group in groups_at(bank, step) for reason in group.reasons}
    reasons = before.reasons
    if here and (page.reasons or not adds):
        elsewhere = [one for one in before.reasons if one not in here]
        reasons = (*elsewhere, *(one for one in page.reasons if one in here))
    main = before.main if step != 3 or (adds and page.main is None) else page.main
    if main is not None and main in here and main not in reasons:
        main = None  # taken back among the reasons
    is_last = step == STEPS
    texts = dict(before.texts)
    for name in TEXTS.get(step, ()):
        if name in page.texts and (page.texts[name] or not adds):
            texts[str(name)] = page.texts[name]
    return Said(
        reasons=reasons,
        main=main,
        returning=_now(before.returning, page.returning, is_here=is_last, adds=adds),
        recommend=_now(before.recommend, page.recommend, is_here=is_last, adds=adds),
        texts=texts,
    )


def _now(before: Value | None, page: Value | None, *, is_here: bool, adds: bool) -> Value | None:
    if not is_here or (adds and page is None):
        return before
    return page
