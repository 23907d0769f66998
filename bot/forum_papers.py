"""The agenda and the minutes of a forum's meeting as text documents (DOCX)."""

import io
from collections.abc import Sequence
from datetime import UTC, date, datetime, time
from typing import Any, Final

from docx import Document
from docx.oxml.ns import qn

from bot.pack.blocks import printable
from bot.pack.settling import settled
from bot.pack.text_document import MAKER
from handlers.views.forum import age_in_words, topic_in_words
from handlers.views.meeting import action_in_words, line_votes, outcome_in_words
from handlers.views.mrkdwn import day_and_year
from surveys.model.forum import Outcome
from surveys.model.meetings import Agenda, AgendaLine, Minutes
from surveys.wording import _, locale, ngettext

ROOM: Final = 3  # empty lines for notes, below each question


def agenda_document(agenda: Agenda) -> bytes:
    """Return the agenda, with room to note what is said."""
    on = day_and_year(agenda.meeting_on)
    document = _begun(_("Champions Forum: agenda"), agenda.meeting_on)
    document.add_paragraph(_("Meeting on {day}.").replace("{day}", on))
    if not agenda.lines:
        document.add_paragraph(_("The agenda is not made yet."))
    elif not agenda.is_exact:
        words = _("How many voted is shown in bands until the minutes are out.")
        document.add_paragraph(words)
    for line in agenda.lines:
        _ask(document, line)
        document.add_paragraph(_facts(line, is_exact=agenda.is_exact))
        document.add_paragraph(_("Notes:") + "\n" * ROOM)
    return _done(document, agenda.meeting_on)


def minutes_document(minutes: Minutes) -> bytes:
    """Return the minutes: what was answered, what was talked about, what is carried over."""
    document = _begun(_("Champions Forum: minutes"), minutes.meeting_on)
    on = day_and_year(minutes.meeting_on)
    document.add_paragraph(_("Meeting on {day}.").replace("{day}", on))
    if not minutes.lines:
        document.add_paragraph(_("No question was on the agenda."))
    for outcome in reversed(Outcome):
        if own := minutes.of(outcome):
            document.add_heading(outcome_in_words(outcome), 1)
            _tell(document, own)
    if minutes.actions:
        document.add_heading(_("What will be done"), 1)
    for one in minutes.actions:
        document.add_paragraph(printable(action_in_words(one)), style="List Bullet")
    return _done(document, minutes.meeting_on)


def _tell(document: Any, lines: Sequence[AgendaLine]) -> None:
    for line in lines:
        _ask(document, line)
        document.add_paragraph(line_votes(line, is_exact=True))
        for words in filter(None, printable(line.note).splitlines()):
            document.add_paragraph(words)


def _ask(document: Any, line: AgendaLine) -> None:
    document.add_heading(f"{line.position}. {topic_in_words(line.topic)}", 2)
    said = line.text or _("A question that is not shown.")
    document.add_paragraph(printable(said), style="Quote").paragraph_format.keep_with_next = True


def _facts(line: AgendaLine, *, is_exact: bool) -> str:
    told = [line_votes(line, is_exact=is_exact)]
    if line.earlier_votes:
        words = ngettext("{n} vote before", "{n} votes before", line.earlier_votes)
        told.append(words.format(n=line.earlier_votes))
    age = _("in the forum {age}").format(age=age_in_words(line.age))
    return ", ".join([*told, age])


def _begun(title: str, dated: date) -> Any:
    document: Any = Document()
    about, moment = document.core_properties, datetime.combine(dated, time(), tzinfo=UTC)
    about.title, about.language = title, locale().replace("_", "-")
    about.author = about.last_modified_by = MAKER
    about.comments, about.revision = "", 1
    about.created = about.modified = moment
    properties = document.styles["Normal"].element.get_or_add_rPr()
    properties.append(properties.makeelement(qn("w:lang"), {qn("w:val"): about.language}))
    document.add_heading(title, 0)
    return document


def _done(document: Any, dated: date) -> bytes:
    out = io.BytesIO()
    document.save(out)
    return settled(out.getvalue(), dated)
