"""One question of a survey's file, written in full."""

from typing import Any, Final

from surveys.bank.checking_questions import bank_scales
from surveys.bank.kinds import caseload_bands, id_from, scale_of_five, scale_of_ten, yes_and_no
from surveys.bank.reading import Entry
from surveys.model.questions import (
    Bank,
    Choice,
    CommentPrompt,
    Item,
    Option,
    Question,
    Scale,
    Style,
)
from surveys.wording import _

STYLES: Final = {
    "choice": Style.ONE,
    "choices": Style.SEVERAL,
    "yes_no": Style.YES_NO,
    "caseload": Style.CASELOAD,
}
USUAL: Final = {Style.YES_NO: yes_and_no, Style.CASELOAD: caseload_bands}
KINDS: Final = ("scale", "recommend", *STYLES, "text")
ALWAYS: Final = ("id", "kind", "text", "required")


def read_question(row: Entry, bank: Bank) -> Question:
    """Read a question's own words, noting whatever is not as it should be."""
    kind = row.fields.get("kind")
    if kind == "scale":
        row.knows_only(*ALWAYS, "label", "driver", "standard", "direction", "scale", "labels")
        return _item(row, _scale(row, bank))
    if kind == "recommend":
        row.knows_only(*ALWAYS, "label", "driver", "standard", "low", "high")
        return _item(row, scale_of_ten(row.text("low"), row.text("high")))
    if isinstance(kind, str) and kind in STYLES:
        row.knows_only(*ALWAYS, "label", "driver", "options")
        return _choice(row, STYLES[kind])
    if kind == "text":
        row.knows_only(*ALWAYS)
    else:
        row.note(
            _("{where} needs one of {all} in 'kind', or an 'item' of the bank."),
            all=", ".join(KINDS),
        )
    return CommentPrompt(row.text("id"), row.text("text"))


def _item(row: Entry, scale: Scale) -> Item:
    return Item(
        id=row.text("id"),
        driver_id=row.text("driver"),
        scale=scale,
        text=row.text("text"),
        direction=row.whole("direction") if "direction" in row.fields else 1,
        standard=row.text("standard") if "standard" in row.fields else "",
        label=row.text("label"),
    )


def _scale(row: Entry, bank: Bank) -> Scale:
    if "labels" in row.fields:
        if "scale" in row.fields:
            row.note(_("{where} needs a 'scale' or its own 'labels', not both."))
        return scale_of_five(str(row.fields.get("id")), row.texts("labels"))
    scales = bank_scales(bank)
    found = scales.get(str(row.fields.get("scale")))
    if found is None:
        row.note(
            _("{where} needs one of {all} in 'scale', or five labels in 'labels'."),
            all=", ".join(sorted(scales)),
        )
        return bank.headline.scale
    return found


def _choice(row: Entry, style: Style) -> Choice:
    return Choice(
        id=row.text("id"),
        text=row.text("text"),
        label=row.text("label"),
        style=style,
        options=_options(row, style),
        driver_id=row.text("driver") if "driver" in row.fields else None,
    )


def _options(row: Entry, style: Style) -> tuple[Option, ...]:
    if "options" not in row.fields and style in USUAL:
        return USUAL[style]()
    found = row.fields.get("options")
    if not isinstance(found, list) or not all(map(_is_option, found)):
        row.note(_("{where} needs a list of texts in 'options', or of tables with id and label."))
        return ()
    return tuple(
        Option(id_from(one), one) if isinstance(one, str) else Option(one["id"], one["label"])
        for one in found
    )


def _is_option(found: Any) -> bool:
    if isinstance(found, dict):
        return found.keys() == {"id", "label"} and all(isinstance(v, str) for v in found.values())
    return isinstance(found, str)
