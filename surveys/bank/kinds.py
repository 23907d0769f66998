"""What a survey's author can make: scales and options of each kind, and the words we give them."""

import re
import unicodedata
from collections.abc import Sequence
from typing import Final

from surveys.model.questions import Option, Scale
from surveys.wording import _

# The usual standard deviation of one answer, in points of the scale. Assumption, as in the bank:
# about a quarter of the width.
SPREAD_OF_FIVE: Final = 1.0
SPREAD_OF_TEN: Final = 2.5

RECOMMEND: Final = "recommend"
YES, NO = "yes", "no"


def scale_of_five(question_id: str, labels: Sequence[str]) -> Scale:
    """Return an author's own scale from 1 to 5, worded from the lowest choice to the highest."""
    return Scale(question_id, 1, 5, tuple(labels), SPREAD_OF_FIVE)


def scale_of_ten(low: str, high: str) -> Scale:
    """Return the scale from 0 to 10 with words at its ends."""
    between = (str(number) for number in range(1, 10))
    return Scale(RECOMMEND, 0, 10, (f"0: {low}", *between, f"10: {high}"), SPREAD_OF_TEN)


def ends_of(scale: Scale) -> tuple[str, str]:
    """Return the words at the ends of a scale from 0 to 10."""
    return scale.labels[0].removeprefix("0: "), scale.labels[-1].removeprefix("10: ")


def yes_and_no() -> tuple[Option, ...]:
    """Return the options of a yes/no question."""
    return (Option(YES, _("Yes")), Option(NO, _("No")))


def caseload_bands() -> tuple[Option, ...]:
    """Return the usual bands of a number of children."""
    return (
        Option("none", _("I hold no cases")),
        Option("up_to_10", _("1 to 10 children")),
        Option("up_to_15", _("11 to 15 children")),
        Option("up_to_20", _("16 to 20 children")),
        Option("up_to_25", _("21 to 25 children")),
        Option("up_to_30", _("26 to 30 children")),
        Option("over_30", _("31 children or more")),
    )


def id_from(label: str) -> str:
    """Return an id in snake case made of an option's words; "" where they have no plain letter."""
    plain = unicodedata.normalize("NFKD", label.casefold()).encode("ascii", "ignore").decode()
    found = re.sub(r"[^a-z0-9]+", "_", plain).strip("_")
    return (found if not found[:1].isdigit() else f"n_{found}")[:40].strip("_")
