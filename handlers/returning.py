"""Coming back to the forum with a receipt."""

from typing import Any

from slack_bolt import Ack
from slack_sdk import WebClient

from handlers import ids, payloads
from handlers.views import returning as views
from handlers.views.asking import BY_A_DAY
from handlers.views.guarding import notices
from surveys.model.composing import After
from surveys.model.forum import LetterKind
from surveys.runtime import Runtime
from surveys.use_cases import returning


def open_receipt(ack: Ack, body: dict[str, Any], client: WebClient) -> None:
    """Ask for the eight words."""
    ack()
    view, shown = views.receipt_form(), body.get("view") or {}
    if shown.get("type") != "modal":
        client.views_open(trigger_id=body["trigger_id"], view=view)
    elif shown.get("callback_id") == ids.NOTICE:
        client.views_update(view_id=shown["id"], view=view)
    else:
        client.views_push(trigger_id=body["trigger_id"], view=view)


def submit_receipt(ack: Ack, body: dict[str, Any], runtime: Runtime) -> None:
    """Show what a receipt opens."""
    words = payloads.written(body, ids.RECEIPT_WORDS)
    found = returning.look(runtime, payloads.caller(body), words)
    ack(response_action="update", view=views.thread(found))


def submit_after(ack: Ack, body: dict[str, Any], runtime: Runtime) -> None:
    """Send what was written with a receipt; words that name somebody come back first."""
    wrote = returning.write(runtime, payloads.caller(body), _after(body))
    first = notices(runtime.support, wrote.routes)
    ack(response_action="update", view=views.thread(wrote.form, first))


def _after(body: dict[str, Any]) -> After:
    form_id, step = payloads.carried(body, "form"), int(payloads.carried(body, "step"))
    suffix = views.suffix(form_id, step)
    return After(
        form_id=form_id,
        words=payloads.written(body, ids.RECEIPT_WORDS),
        text=payloads.rewritten_text(
            body, f"{ids.AFTERWARDS}{suffix}", suffix, int(payloads.carried(body, "marks"))
        ),
        kind=LetterKind(payloads.carried(body, "kind")),
        alone=payloads.chosen(body, ids.ALONE) == BY_A_DAY,
        step=step,
    )
