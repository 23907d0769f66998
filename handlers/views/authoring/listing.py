"""The list of surveys on an author's Home tab."""

from handlers import ids
from handlers.views.authoring.words import (
    few_opened,
    next_words,
    open_words,
    state_words,
    title_of,
)
from handlers.views.blocks import (
    LONGEST_BUTTON,
    Block,
    actions,
    button,
    header,
    section,
    shortened,
)
from handlers.views.paging import turns, which_page
from surveys.model.authoring import Brief, SurveyList
from surveys.wording import _


def surveys_section(model: SurveyList) -> list[Block]:
    """Every survey with its state and its next date, a page at a time."""
    blocks = [header(_("Surveys"))]
    if not model.briefs:
        blocks.append(section(_("There is no survey yet. Begin with a ready one, or a blank one.")))
    blocks += [_row(place, one) for place, one in enumerate(model.briefs)]
    blocks += which_page(model.page, model.pages)
    new = button(_("New survey"), ids.NEW_SURVEY, primary=True)
    blocks.append(
        actions([new, *turns(model.page, model.pages, ids.SURVEYS_PAGE)], block_id="surveys")
    )
    return blocks


def _row(place: int, one: Brief) -> Block:
    words = [f"*{title_of(one.survey)}*: {state_words(one.state)}", next_words(one)]
    opened, more = few_opened(one)
    words += [open_words(each, one.zone) for each in opened]
    words += [more] if more else []
    manage = button(_("Manage"), ids.MANAGE, one.survey.id)
    manage["accessibility_label"] = shortened(
        _("Manage {title}").format(title=_(one.survey.title)), LONGEST_BUTTON
    )
    return section("\n".join(words), accessory=manage) | {"block_id": f"survey_{place}"}
