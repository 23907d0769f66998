"""A survey as a TOML file that reads back as the very same survey."""

from typing import Any

import tomli_w

from surveys.bank.checking_questions import bank_questions, bank_scales
from surveys.bank.kinds import RECOMMEND, ends_of, id_from
from surveys.bank.surveys_questions import STYLES, USUAL
from surveys.model.milestones import Event
from surveys.model.questions import Bank, Choice, CommentPrompt, Item, Option, Question
from surveys.model.surveys import Audience, Calendar, Survey

Fields = dict[str, Any]


def survey_as_toml(survey: Survey, bank: Bank) -> str:
    """Write a survey as a file; its audience's units should be paths by now, as in any file.

    A question with the id of one in the bank is written as that one.
    """
    fields: Fields = {
        "id": survey.id,
        "title": survey.title,
        "purpose": survey.purpose,
        "minutes": survey.minutes,
        "open_working_days": survey.open_working_days,
        "reminder": survey.reminder,
    }
    if survey.calendar:
        fields["calendar"] = _calendar(survey.calendar)
    if survey.audience != Audience():
        fields["audience"] = _audience(survey.audience)
    if survey.questions:
        fields["questions"] = [_question(one, survey, bank) for one in survey.questions]
    return tomli_w.dumps(fields)


def _calendar(calendar: Calendar) -> Fields:
    fields: Fields = {
        "every": str(calendar.every),
        "starts": calendar.starts,
        "at": f"{calendar.at:%H:%M}",
        "zone": calendar.zone.key,
    }
    if calendar.event is not Event.START:
        fields["event"] = str(calendar.event)
    return fields | ({"months": list(calendar.months)} if calendar.months else {})


def _audience(audience: Audience) -> Fields:
    tenure = audience.tenure
    fields = {
        "units": list(audience.units),
        "job_families": list(audience.job_families),
        "contracts": list(audience.contracts),
        "tenure_months": [one for one in (tenure.least, tenure.most) if one is not None]
        if tenure
        else [],
    }
    return {name: value for name, value in fields.items() if value}


def _question(question: Question, survey: Survey, bank: Bank) -> Fields:
    required = {"required": True} if question.id in survey.required else {}
    if question.id in bank_questions(bank):
        return {"item": question.id} | required
    match question:
        case Item():
            return _item(question, bank) | required
        case Choice():
            return _choice(question) | required
        case CommentPrompt():
            return {"id": question.id, "kind": "text", "text": question.text} | required


def _item(item: Item, bank: Bank) -> Fields:
    is_ten = item.scale.id == RECOMMEND
    fields: Fields = {
        "id": item.id,
        "kind": "recommend" if is_ten else "scale",
        "text": item.text,
        "label": item.label,
        "driver": item.driver_id,
    }
    if item.standard:
        fields["standard"] = item.standard
    if is_ten:
        low, high = ends_of(item.scale)
        return fields | {"low": low, "high": high}
    if item.direction != 1:
        fields["direction"] = item.direction
    if item.scale == bank_scales(bank).get(item.scale.id):
        return fields | {"scale": item.scale.id}
    return fields | {"labels": list(item.scale.labels)}


def _choice(choice: Choice) -> Fields:
    kinds = {style: kind for kind, style in STYLES.items()}
    fields: Fields = {
        "id": choice.id,
        "kind": kinds[choice.style],
        "text": choice.text,
        "label": choice.label,
    }
    if choice.driver_id is not None:
        fields["driver"] = choice.driver_id
    usual = USUAL.get(choice.style)
    if usual is None or choice.options != usual():
        fields["options"] = _options(choice.options)
    return fields


def _options(options: tuple[Option, ...]) -> list[Any]:
    if all(one.id == id_from(one.label) for one in options):
        return [one.label for one in options]
    return [{"id": one.id, "label": one.label} for one in options]
