"""The words of results: whose they are, how many stand behind them, what changed, what is next."""

from dataclasses import replace

import pytest

from handlers.views.lines import line_in_words, result_line
from handlers.views.mrkdwn import number
from handlers.views.reporting import digest, digest_text, part_results
from surveys.model.figures import Interval, Verdict
from surveys.model.messages import Digest, Part, ResultLine, ShareLine
from surveys.model.releases import Bound, Tier
from tests.handlers.views import models

HEADLINE = models.BANK.headline.label


def words(message: Digest) -> str:
    texts = (
        block["text"]["text"] if "text" in block else block["elements"][0]["text"]
        for block in digest(message)
        if block["type"] != "divider"
    )
    return "\n".join(texts)


def of_part(part: Part, *, for_manager: bool) -> str:
    blocks = part_results(models.digest(part), part, for_manager=for_manager)
    return "\n".join(block["text"]["text"] for block in blocks)


def team(*sections: object) -> Part:
    return models.part("Team 1", sections, is_team=True)


def test_a_team_manager_reads_first_whose_results_these_are() -> None:
    said = words(models.digest(team(models.section("Referral and Assessment"))))
    first, *_rest = said.split("\n", 2)[1:]
    assert first.startswith("*These are Referral and Assessment's results, not your team's alone.*")


def test_staff_read_that_their_team_is_among_them() -> None:
    said = of_part(team(models.section("Referral and Assessment")), for_manager=False)
    assert "These are Referral and Assessment's results, your team's among them." in said


def test_a_part_that_is_shown_itself_is_named_and_nothing_more() -> None:
    for part in (models.part("Fostering"), models.part("Fostering", is_team=True)):
        assert of_part(part, for_manager=True).startswith("*Fostering*\n")


def test_a_team_whose_own_figures_are_hidden_in_team_results_reads_one_sentence_and_no_reason() -> (
    None
):
    part = team(models.section("Referral and Assessment"))
    quarterly = replace(models.digest(part), tier=Tier.QUARTERLY)
    assert "The team's own are withheld to protect people." in words(quarterly)
    assert "withheld" not in words(models.digest(part))  # no team's are in weekly results
    whole = models.part("Fostering", is_team=True)
    assert "withheld" not in words(replace(models.digest(whole), tier=Tier.QUARTERLY))


def test_direct_staff_are_called_so() -> None:
    direct = models.section("Fostering", is_direct=True)
    assert "Direct staff of Fostering" in of_part(team(direct), for_manager=True)


def test_names_are_shown_as_written_and_never_as_markup() -> None:
    said = of_part(team(models.section("Care & <!channel>")), for_manager=True)
    assert "Care &amp; &lt;!channel&gt;" in said


@pytest.mark.parametrize(
    ("bound", "wanted"),
    [
        (None, "*3.4 of 5*, probably between 3.2 and 3.6"),
        (Bound.GE, "*3.4 of 5 or higher*, probably 3.2 or higher"),
        (Bound.LE, "*3.4 of 5 or lower*, probably 3.6 or lower"),
    ],
)
def test_a_figure_says_on_which_side_the_truth_may_lie(bound: Bound | None, wanted: str) -> None:
    assert result_line(models.line(bound=bound)) == f"• {HEADLINE}: {wanted}"


def test_an_end_of_the_scale_is_not_told_as_a_limit() -> None:
    assert result_line(models.line(value=4.9)).endswith("*4.9 of 5*, probably 4.7 or higher")
    anywhere = replace(models.line(), interval=Interval(1.0, 5.0))
    assert result_line(anywhere).endswith("*3.4 of 5*")


@pytest.mark.parametrize(
    ("line", "wanted"),
    [
        (models.line(before=3.6), "no detectable change since 31 August (3.6)"),
        (
            models.line(before=3.6, bound=Bound.GE),
            "no detectable change since 31 August (3.6 or higher)",
        ),
        (
            models.line(before=2.9, verdict=Verdict.HIGHER),
            "*up* from 2.9 on 31 August, by more than chance",
        ),
        (
            models.line(before=3.9, verdict=Verdict.LOWER, releases=7),
            "*down* from 3.9 on average since 31 August, by more than chance",
        ),
    ],
)
def test_a_figure_says_whether_it_changed_by_more_than_chance(
    line: ResultLine, wanted: str
) -> None:
    assert result_line(line).endswith(f", {wanted}")
    assert line.changed is not None
    last = number(line.changed.compared.last.value)
    assert f" ({last}" in result_line(line, with_change=False)
    assert result_line(line, with_change=False).endswith(" last time)")


def test_what_changed_by_more_than_chance_is_told_first_in_tree_order_and_once() -> None:
    turned = next(item for item in models.BANK.items if item.direction < 0)
    fostering = models.section(
        "Fostering",
        (
            models.line(before=3.9, verdict=Verdict.LOWER),
            models.line(turned, before=2.9, verdict=Verdict.HIGHER),
            models.line(models.BANK.items[0], before=2.9, verdict=Verdict.HIGHER),
            models.line(models.BANK.items[1], before=3.4),
        ),
    )
    said = words(models.digest(models.part("Fostering", (fostering,)), team(fostering)))
    assert said.split("\n")[1:5] == [
        "*Changed by more than chance*",
        f"• Better: {models.BANK.items[0].label} in Fostering, 3.4 from 2.9",
        f"• Worse: {HEADLINE} in Fostering, 3.4 from 3.9",
        f"• Worse: {turned.label} in Fostering, 3.4 from 2.9",
    ]
    assert said.count("Worse:") == 2


def test_a_week_in_which_nothing_changed_anywhere_says_so_once_at_its_top() -> None:
    quiet = [
        models.part(name, (models.section(name, (models.line(before=3.6),)),)) for name in "AB"
    ]
    assert words(models.digest(*quiet)).split("\n")[1].startswith("*No detectable change:*")
    first_ever = models.part("A", (models.section("A"),))
    assert "detectable" not in words(models.digest(first_ever, first_ever))


def test_news_beyond_the_room_of_a_message_is_counted() -> None:
    worse = models.line(before=3.9, verdict=Verdict.LOWER)
    many = (models.part(f"{n}", (models.section(f"{n}", (worse,)),)) for n in range(40))
    said = words(models.digest(*many))
    told = said.count("• Worse: ")
    assert 8 < told < 40
    assert f"_and {40 - told} more_" in said


def test_a_question_where_lower_is_better_says_so() -> None:
    turned = next(item for item in models.BANK.items if item.direction < 0)
    assert result_line(models.line(turned)).startswith(f"• {turned.label} (lower is better): ")


def test_a_week_without_change_takes_three_lines() -> None:
    figures = (models.line(before=3.4), models.line(models.BANK.items[0]))
    one = models.section("Fostering", figures)
    blocks = part_results(models.digest(models.part()), team(one), for_manager=True)
    said = [block["text"]["text"] for block in blocks]
    assert len(said) == 3
    assert all("\n" not in line for line in said)
    assert said[1].startswith(
        f"No detectable change since last time. {HEADLINE}: *3.4 of 5*, probably between 3.2 and"
        " 3.6 (3.4 last time); "
    )


def test_a_first_week_is_not_said_to_be_without_change() -> None:
    assert "No detectable change" not in of_part(team(models.section()), for_manager=True)


def test_figures_of_two_places_keep_their_names_though_nothing_changed() -> None:
    two = (
        models.section("Fostering", (models.line(before=3.4),)),
        models.section("Children's Services", (models.line(models.BANK.items[0], 2.0, 2.0),)),
    )
    said = of_part(team(*two), for_manager=True)
    assert "Fostering's results" in said
    assert "These are Children's Services' results" in said
    assert said.index("Children's Services") > said.index(HEADLINE)


def test_the_response_is_left_out_where_too_few_were_asked_to_say() -> None:
    with_rate = of_part(team(models.section()), for_manager=True)
    without = of_part(team(models.section(rate=None)), for_manager=True)
    assert "80%" in with_rate
    assert "20-49 people behind each figure" in with_rate
    assert "%" not in without
    assert "20-49 people behind each figure" in without


def test_nothing_to_show_is_said_in_words() -> None:
    said = words(models.digest(team()))
    assert "*Team 1*: withheld to protect people." in said
    assert "One question for the team meeting" not in said


def test_a_team_managers_digest_ends_with_what_comes_next_and_one_request() -> None:
    said = words(models.digest(team(models.section()), conversation="What would help most?"))
    assert "The next team results come on Friday 4 December." in said
    assert "One question for the team meeting: _What would help most?_" in said
    assert said.index("Please don't ask anyone whether they answered.") > said.index("One question")


def test_who_manages_no_team_is_not_promised_team_results() -> None:
    assert "The next team results" not in words(models.digest(models.part()))


def test_a_quarter_is_called_so() -> None:
    quarter = models.digest(models.part(), tier=Tier.QUARTERLY)
    assert digest_text(quarter) == "Team results for the quarter"
    assert words(quarter).startswith("Team results, 7 September to 11 September")
    assert words(models.digest()).startswith("Weekly results, 7 September to 11 September")


def test_teams_that_share_their_figures_read_them_once() -> None:
    service = models.section("Referral and Assessment")
    teams = (models.part(f"Team {n}", (service,), is_team=True) for n in (1, 2, 3))
    said = words(models.digest(*teams))
    assert said.count(HEADLINE) == 1
    assert "• *Team 2*: see Referral and Assessment above\n• *Team 3*: see Referral" in said


def test_parts_beyond_the_room_of_a_message_are_listed_in_a_line_each() -> None:
    said = words(models.digest(*(models.part(f"Service {n}") for n in range(1, 21))))
    assert f"• *Service 20*: {HEADLINE}: *3.4 of 5*" in said
    assert all(f"*Service {n}*" in said for n in range(1, 21))


def test_parts_beyond_even_that_are_counted() -> None:
    names = [f"{'Long name ' * 18}{n}" for n in range(60)]
    said = words(models.digest(*(models.part(name) for name in names)))
    left = sum(name not in said for name in names)
    assert left > 1
    assert f"_and {left} more parts_" in said


def test_figures_beyond_the_room_of_a_message_are_counted() -> None:
    figures = (models.line(models.hostile(models.BANK.headline)),) * 40
    said = words(models.digest(models.part("Fostering", (models.section("Fostering", figures),))))
    assert said.count("3.4 of 5") < 40
    assert f"_and {40 - said.count('3.4 of 5')} more figures_" in said


def test_comments_are_told_last_with_their_own_people_and_five_themes_at_most() -> None:
    told = models.of_comments(values=(0.1, 0.4, 0.0, 0.2, 0.2, 0.3, 0.1))
    said = of_part(team(models.section("Fostering", (*told, models.line()))), for_manager=True)
    assert said.splitlines()[-2:] == [
        "• Tone of comments (20-49 people wrote): positive: *30%*; negative: *30%*;"
        " mixed or no clear tone: *30%*, give or take 20 points each",
        "• What people wrote about (20-49 people wrote): supervision *40%*, training and"
        " learning *30%*, senior leaders *20%*, careers *20%*, give or take 20 points each",
    ]


def test_a_theme_is_not_told_before_others_of_the_same_share() -> None:
    _tone, themes = models.of_comments(values=(0.1,) * 16)
    assert line_in_words(themes).endswith("no theme stood out")
    _tone, themes = models.of_comments(values=(0.1, 0.1, 0.1, 0.1, 0.1))
    assert line_in_words(themes).count("*10%*") == 5


def test_comments_without_a_theme_are_said_to_have_none() -> None:
    said = of_part(team(models.section(lines=models.of_comments())), for_manager=True)
    assert said.endswith("What people wrote about (20-49 people wrote): no theme stood out")
    assert "behind each figure" not in said


def test_a_share_that_may_be_larger_or_smaller_says_so() -> None:
    (_tone, themes) = models.of_comments(values=(0.9,))
    assert isinstance(themes, ShareLine)
    first, *_rest = themes.shares
    for bound, words in ((Bound.GE, "or higher"), (Bound.LE, "or lower")):
        told = replace(themes, shares=(replace(first, bound=bound),))
        assert line_in_words(told).endswith(f"workload *90% {words}*, give or take 20 points each")


def test_comments_that_change_do_not_make_a_quiet_week_long() -> None:
    quiet = models.section("Fostering", (models.line(before=3.4), *models.of_comments(0.1)))
    whole = models.section("Children's Services", models.of_comments(0.1, (0.3,)))
    said = of_part(team(quiet, whole), for_manager=True)
    assert "No detectable change since last time." in said
    assert "These are Children's Services' results" in said
    assert said.count("Tone of comments") == 2
    assert "positive: *30%* (10%)" in said
