"""How to read a pack: the rules behind every figure, in plain words."""

from bot.pack.blocks import Bullets, Section, Text
from bot.pack.wording import withheld
from surveys.model.packs import Audience, Pack
from surveys.wording import _


def method(pack: Pack) -> Section:
    """The method page."""
    return Section(
        _("Method: how to read these figures"),
        (
            Text(
                _(
                    "Every figure of what staff said was shown to staff and managers before, or"
                    " follows from figures that were."
                )
            ),
        ),
        (
            Section(_("Who is behind a figure"), (Bullets(_people(pack)),)),
            Section(_("What a figure means"), (Bullets(_figures()),)),
            Section(_("What is not here"), (Bullets(_absent(pack)),)),
        ),
    )


def _people(pack: Pack) -> tuple[str, ...]:
    k = pack.thresholds
    return (
        _(
            "People are told in bands: 5-9, 10-19, 20-49, 50-99, 100-199, 200+. The band counts"
            " those who answered that question, or, of several rounds together, those of the round"
            " with most answers."
        ),
        _(
            "A round's figures need {week} people or more; a quarter's, which may show teams, need"
            " {team} in every round; what is told of comments needs {comments} who wrote."
        ).format(week=k.week, team=k.team, comments=k.comments),
        _(
            "“{withheld}” is decided by how many people answered, never by what they said. A large"
            " part can be withheld to protect a small one beside it. Read nothing into it."
        ).format(withheld=withheld()),
        _("Response is rounded to 10%, and told only where 20 people or more were asked."),
    )


def _figures() -> tuple[str, ...]:
    return (
        _(
            "Scores are means and shares are parts of the people who answered, to one decimal or"
            " to 10%. Each unit's total is first held back from both ends of what is possible, so"
            " that no single answer follows from it; “or lower” and “or higher” mean that every"
            " unit behind the figure was held back at that end."
        ),
        _(
            "The 95% interval says where the mean answer of all who were asked probably lies. It"
            " follows from the figure, its band and the response alone, and is wide on purpose. It"
            " does not tell what those who did not answer would have said."
        ),
        _(
            "More than noise means that chance alone would hardly bring such a change. All scores"
            " of a release are judged together, so that a release in which nothing changed raises"
            " any alarm one time in twenty at most. “No detectable change” is a result, too."
        ),
        _(
            "A driver's mean is that of its questions' displayed scores, each turned so that higher"
            " is better. It is told once a quarter."
        ),
        _(
            "Last time is the last figure displayed of the same question, at the same part, in the"
            " same kind of release: a round's beside a round's, a quarter's beside a quarter's."
        ),
        _(
            "Parts stand in the order of the organisation's own tree, never by score: no rankings."
            " In tables of one round, and of shares, parts below the services stand only where they"
            " show."
        ),
        _(
            "The tone and themes of comments are read by a program, which errs: take them for the"
            " drift of what was said."
        ),
    )


def _absent(pack: Pack) -> tuple[str, ...]:
    told = [
        _("Who answered, and anything about one person: no record outlives its round."),
        _("Answers in rounds that were still open at the quarter's end, and later ones."),
    ]
    if pack.audience is Audience.MEMBERS:
        told.append(_("What people wrote: this version, for elected members, has no comments."))
    elif not pack.comments:
        told.append(
            _(
                "What people wrote: this version has no comments, because it was sent in Slack,"
                " which keeps what is sent."
            )
        )
    else:
        told.append(
            _(
                "Most of what people wrote. A champion reads each comment first, and a few a place"
                " are then chosen by chance, where three or more may be shown at once."
            )
        )
    if pack.audience is not Audience.LEADERS:
        told.append(_("Parts below the services: leaders' and managers' own results have them."))
    return tuple(told)
