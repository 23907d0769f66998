"""A survey as one JSON text, written one way only: equal surveys have equal texts."""

import json
from datetime import date, time
from typing import Any
from zoneinfo import ZoneInfo

from surveys.model.milestones import Event
from surveys.model.questions import Choice, CommentPrompt, Item, Option, Question, Scale, Style
from surveys.model.surveys import Audience, Calendar, Every, Survey, Tenure

Fields = dict[str, Any]


def survey_as_json(survey: Survey) -> str:
    """Write a survey down. Its questions are written out, so that a later bank changes nothing."""
    calendar, tenure = survey.calendar, survey.audience.tenure
    fields = {
        "id": survey.id,
        "title": survey.title,
        "purpose": survey.purpose,
        "questions": [_question(one) for one in survey.questions],
        "required": sorted(survey.required),
        "minutes": survey.minutes,
        "audience": {
            "units": survey.audience.units,
            "job_families": survey.audience.job_families,
            "contracts": survey.audience.contracts,
            "tenure": [tenure.least, tenure.most] if tenure else None,
        },
        "calendar": _calendar(calendar) if calendar else None,
        "open_working_days": survey.open_working_days,
        "reminder": survey.reminder,
    }
    return json.dumps(fields, sort_keys=True, ensure_ascii=False, separators=(",", ":"))


def survey_of_json(definition: str) -> Survey:
    """Read what `survey_as_json` wrote."""
    fields = json.loads(definition)
    audience, calendar = fields["audience"], fields["calendar"]
    return Survey(
        id=fields["id"],
        title=fields["title"],
        purpose=fields["purpose"],
        questions=tuple(_question_of(one) for one in fields["questions"]),
        required=frozenset(fields["required"]),
        minutes=fields["minutes"],
        audience=Audience(
            units=tuple(audience["units"]),
            job_families=tuple(audience["job_families"]),
            contracts=tuple(audience["contracts"]),
            tenure=Tenure(*audience["tenure"]) if audience["tenure"] else None,
        ),
        calendar=_calendar_of(calendar) if calendar else None,
        open_working_days=fields["open_working_days"],
        reminder=fields["reminder"],
    )


def _calendar(calendar: Calendar) -> Fields:
    return {
        "every": str(calendar.every),
        "starts": calendar.starts.isoformat(),
        "at": calendar.at.isoformat(),
        "zone": calendar.zone.key,
        "months": calendar.months,
        # Written only where it says something: a survey kept before there were others is the same.
        **({} if calendar.event is Event.START else {"event": str(calendar.event)}),
    }


def _calendar_of(fields: Fields) -> Calendar:
    return Calendar(
        every=Every(fields["every"]),
        starts=date.fromisoformat(fields["starts"]),
        at=time.fromisoformat(fields["at"]),
        zone=ZoneInfo(fields["zone"]),
        months=tuple(fields["months"]),
        event=Event(fields.get("event", Event.START)),
    )


def _question(question: Question) -> Fields:
    match question:
        case Item():
            return _item(question)
        case Choice():
            return {
                "kind": "choice",
                "id": question.id,
                "text": question.text,
                "label": question.label,
                "style": str(question.style),
                "options": [[one.id, one.label] for one in question.options],
                "driver": question.driver_id,
            }
        case CommentPrompt():
            return {"kind": "text", "id": question.id, "text": question.text}


def _item(item: Item) -> Fields:
    scale = item.scale
    return {
        "kind": "item",
        "id": item.id,
        "text": item.text,
        "label": item.label,
        "driver": item.driver_id,
        "direction": item.direction,
        "standard": item.standard,
        "scale": {
            "id": scale.id,
            "lo": scale.lo,
            "hi": scale.hi,
            "labels": scale.labels,
            "spread": scale.spread,
        },
    }


def _question_of(fields: Fields) -> Question:
    if fields["kind"] == "item":
        scale = fields["scale"]
        return Item(
            id=fields["id"],
            driver_id=fields["driver"],
            scale=Scale(**(scale | {"labels": tuple(scale["labels"])})),
            text=fields["text"],
            direction=fields["direction"],
            standard=fields["standard"],
            label=fields["label"],
        )
    if fields["kind"] == "choice":
        return Choice(
            id=fields["id"],
            text=fields["text"],
            label=fields["label"],
            style=Style(fields["style"]),
            options=tuple(Option(*one) for one in fields["options"]),
            driver_id=fields["driver"],
        )
    return CommentPrompt(fields["id"], fields["text"])
