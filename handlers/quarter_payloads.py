"""Reading what Slack sends of forms about quarters: packs, commentary, figures and days."""

import json
import math
import re
from datetime import date

from handlers import ids
from handlers.payloads import Body, chosen, chosen_date, pressed_value, rewritten_text, written
from surveys.model.commentary import CommentaryForm, Signer
from surveys.model.context import Event, Measure
from surveys.model.quarters import Quarter


def commentary_block(step: int) -> str:
    """Return the name of a commentary's input; one that keeps its name keeps what was typed."""
    return f"{ids.COMMENTARY}{step or ''}"


def commentary_metadata(form: CommentaryForm) -> str:
    """Write what a commentary's form carries: none of its words."""
    marks = form.held.guarded.masks if form.held else 0
    own = {"quarter": [form.quarter.year, form.quarter.number], "signer": str(form.signer)}
    return json.dumps({**own, "version": form.version, "step": form.step, "marks": marks})


def commentary(body: Body) -> CommentaryForm:
    """Return a commentary's form as its writer left it."""
    own = json.loads(body["view"]["private_metadata"])
    step = int(own["step"])
    text = rewritten_text(body, commentary_block(step), str(step), int(own["marks"]))
    quarter, signer = Quarter(*map(int, own["quarter"])), Signer(own["signer"])
    return CommentaryForm(quarter, signer, int(own["version"]), text, step)


def figures(body: Body) -> dict[Measure, float | None]:
    """Return the figures of a form; None for an empty box, no number for what is none."""
    said = {one: written(body, one).replace(",", ".") for one in Measure}
    return {one: _decimal(words) if words else None for one, words in said.items()}


def day_to_mark(body: Body) -> tuple[date, Event, str, str]:
    """Return the day of a form, what happened, the part's id, and the label."""
    on, event = chosen_date(body, ids.ON_DAY), chosen(body, ids.EVENT)
    label = written(body, ids.DAY_LABEL)
    return on or date.min, Event(event or ""), chosen(body, ids.PART) or "", label


def marked_day(body: Body) -> tuple[date, Event, str]:
    """Return the marked day that the tapped button carries, and the part's id."""
    own = json.loads(pressed_value(body))
    return date.fromisoformat(own["on"]), Event(own["event"]), str(own["unit"])


def _decimal(words: str) -> float:
    # What is no number lies outside every range, and is refused like any other.
    return float(words) if re.fullmatch(r"[0-9]{1,6}(\.[0-9]{1,6})?", words) else math.nan
