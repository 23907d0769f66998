"""Shares in words: option by option in the order offered, beside what they were last time."""

from dataclasses import replace

from handlers.views.lines import line_in_words
from handlers.views.reporting import digest, digest_text
from surveys.bank.conversations import conversations
from surveys.model.releases import Bound, Tier
from surveys.rules.scoring import conversation_about
from tests.handlers.views import models
from tests.handlers.views.test_digest_wording import words

ASKED = models.choice(options=3)


def test_each_share_is_a_percentage_in_the_order_of_its_options() -> None:
    backwards = replace(ASKED, options=ASKED.options[::-1])
    assert line_in_words(models.shares(ASKED)) == (
        "• place of work: Place 0: *10%*; Place 1: *20%*; Place 2: *30%*, give or take 20 points"
        " each"
    )
    assert line_in_words(models.shares(backwards)).startswith("• place of work: Place 2: *10%*")


def test_shares_at_an_end_say_so_and_those_of_last_time_stand_in_brackets() -> None:
    assert line_in_words(models.shares(ASKED, before=True, bound=Bound.LE)) == (
        "• place of work: Place 0: *10% or lower* (0%); Place 1: *20% or lower* (10%);"
        " Place 2: *30% or lower* (20%) (in brackets: 31 August),"
        " give or take 20 points each"
    )


def test_a_survey_is_named_in_its_digest_and_announces_no_teams() -> None:
    part = models.part("Fostering", (models.section(lines=(models.shares(ASKED),)),), is_team=True)
    for tier, title in ((Tier.WEEKLY, "Results of"), (Tier.QUARTERLY, "Team results of")):
        told = models.digest(part, tier=tier, about=models.HEALTH_CHECK)
        assert digest_text(told) == f"{title} The yearly health check of our service"
        heading = digest(told)[0]["text"]["text"]
        assert heading == f"{digest_text(told)}, 7 September to 11 September"
        assert "The next team results" not in words(told)
        assert "Place 1: *20%*" in words(told)


def test_a_share_is_nothing_to_talk_about_first() -> None:
    about = conversations()
    assert conversation_about([models.shares(ASKED)], about, 0) is None
    low = models.line(models.BANK.items[0], 1.2)
    found = conversation_about([models.shares(ASKED), models.line(), low], about, 0)
    assert found == about[models.BANK.items[0].driver_id].usual[0]
    foreign = replace(low, item=replace(low.item, driver_id=""))
    assert conversation_about([foreign], about, 0) is None
