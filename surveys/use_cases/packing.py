"""Packing: everything published in a quarter, gathered for a board, members or leaders.

It reads what may be shown and nothing else, and says only what releases displayed: the same
displayed cells make the same pack. Parts stand in tree order; nothing is sorted by score.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from surveys.errors import QuarterEmpty
from surveys.model.packs import (
    Audience,
    DriverPart,
    Mean,
    Pack,
    Place,
    Response,
    Said,
    SurveyPart,
    Told,
    Trend,
)
from surveys.model.quarters import Quarter
from surveys.model.questions import Choice, Item
from surveys.model.releases import CommentState, Release, Tier
from surveys.model.surveys import WEEKLY_PULSE
from surveys.model.trail import COMMAND_LINE, ActKind
from surveys.rules import driver_means
from surveys.rules.quarters import (
    check_over,
    first_day,
    last_day,
    quarter_named,
    quarter_of,
    span_of,
)
from surveys.rules.showing import shown_comments
from surveys.runtime import Runtime
from surveys.store.database import Published
from surveys.store.series import Past
from surveys.use_cases.asked import about_release, question_by_id
from surveys.use_cases.packed_commentary import commentary_on
from surveys.use_cases.packed_context import context_of, markers_until
from surveys.use_cases.packed_figures import DEEPEST, Shown, is_told, trend_of
from surveys.use_cases.packed_forum import forum_of
from surveys.use_cases.packed_promises import promises_of
from surveys.use_cases.reading_exits import exits_until
from surveys.use_cases.trailing import note


def pack(runtime: Runtime, quarter_name: str, audience: Audience, *, comments: bool = True) -> Pack:
    """Return a quarter's pack. Raises QuarterWrong, QuarterNotOver and QuarterEmpty.

    `comments`: with what people wrote, for whoever may read it.
    """
    with runtime.store.published() as db:
        quarter = check_there_is_one(runtime, db, quarter_name)
        releases = db.releases.between(*span_of(quarter, runtime.policy.zone))
        comments = comments and audience is not Audience.MEMBERS
        tree = db.windows.tree(releases[-1].window_id)
        promised = promises_of(runtime, db, quarter)
        told = [one for one in promised if is_told(one.place, audience)]
        return Pack(
            organisation=tree.by_id[tree.root].name,
            quarter=quarter,
            first=first_day(quarter),
            last=last_day(quarter),
            audience=audience,
            surveys=tuple(
                _Survey(runtime, db, audience, own, quarter, comments).part()
                for own in _grouped(db, releases)
            ),
            context=context_of(db, quarter),
            promises=tuple(told),
            promises_below=len(promised) - len(told),
            markers=markers_until(db, last_day(quarter)),
            thresholds=runtime.policy.thresholds,
            commentary=commentary_on(runtime, db, quarter),
            comments=comments,
            forum=forum_of(runtime, db, quarter),
            leaving=exits_until(runtime, db, last_day(quarter)),
        )


def note_written(runtime: Runtime, pack: Pack) -> None:
    """Keep that whoever runs the server takes a pack, before any file of it is there."""
    with runtime.store.begin() as tx:
        about = {"quarter": pack.quarter.name, "audience": str(pack.audience)}
        note(runtime, tx, COMMAND_LINE, ActKind.PACK_WRITTEN, **about)


def check_there_is_one(runtime: Runtime, db: Published, quarter_name: str) -> Quarter:
    """Return the quarter of that name. Raises QuarterWrong, QuarterNotOver and QuarterEmpty."""
    quarter, zone = quarter_named(quarter_name), runtime.policy.zone
    check_over(quarter, runtime.now(), zone)
    if not db.releases.between(*span_of(quarter, zone)):
        raise QuarterEmpty(quarter.name)
    return quarter


def quarters_there_are(runtime: Runtime, db: Published) -> tuple[Quarter, ...]:
    """Return the quarters that are over and of which something was published, newest first."""
    zone = runtime.policy.zone
    now = quarter_of(runtime.now().astimezone(zone).date())
    found = {quarter_of(one.astimezone(zone).date()) for one in db.releases.closings()}
    return tuple(sorted((one for one in found if one < now), reverse=True))


def _grouped(db: Published, releases: Sequence[Release]) -> list[tuple[Release, ...]]:
    """Return each survey's releases, oldest first, the pulse's first; each milestone's apart."""
    groups: dict[tuple[bool, str, int], list[Release]] = {}
    for one in releases:
        key = (one.survey != WEEKLY_PULSE, one.survey, _months(db, one))
        groups.setdefault(key, []).append(one)
    return [tuple(groups[key]) for key in sorted(groups)]


@dataclass(frozen=True)
class _Survey:
    """One survey's releases of a quarter, for one audience."""

    runtime: Runtime
    db: Published
    audience: Audience
    releases: tuple[Release, ...]  # oldest first
    quarter: Quarter
    comments: bool

    def part(self) -> SurveyPart:
        newest = self.releases[-1]
        about = about_release(self.runtime, self.db, newest)
        shown = [Shown(self.runtime, self.db, one, self.audience) for one in self.releases]
        weekly = [one for one in shown if one.release.tier is Tier.WEEKLY]
        told = self._told(shown)
        headline = self._headline(shown)
        everything = [*headline, *told]
        seen = {row.place for one in everything for row in one.rows if row.figures}
        return SurveyPart(
            title=about.title if about else None,
            purpose=about.purpose if about else "",
            milestone=self.db.series.milestone(newest),
            headline=headline,
            headline_trend=self._headline_trend(shown[-1]) if headline else None,
            drivers=tuple(self._drivers(shown[-1], told)),
            comments=tuple(one for one in told if _is_found(one)),
            response=tuple(Response(one.closed, one.rates.get(one.tree.root)) for one in weekly),
            response_by_part=_by_part(weekly[-1]) if weekly else (),
            said=tuple(said for one in weekly for said in self._said(one)),
            hidden=tuple(one for one in shown[-1].places.values() if one not in seen),
        )

    def _told(self, shown: Sequence[Shown]) -> list[Told]:
        """Return every question but the headline, from the newest release that shows it.

        The release of teams goes before those of a round; a newer round's before an older one's.
        """
        chosen: dict[str, tuple[Item | Choice, Shown]] = {}
        for one in sorted(shown, key=lambda one: one.release.tier is Tier.QUARTERLY):
            for question in one.questions:
                if question.id not in chosen or one.shows(question):
                    chosen[question.id] = (question, one)
        chosen.pop(self.runtime.bank.headline.id if self._is_pulse else "", None)
        return [one.told(question) for question, one in chosen.values()]

    def _headline(self, shown: Sequence[Shown]) -> tuple[Told, ...]:
        if not self._is_pulse:
            return ()
        headline = self.runtime.bank.headline
        newest = {one.release.tier: one for one in shown if headline.id in one.release.questions}
        tiers = (Tier.WEEKLY, Tier.QUARTERLY)
        return tuple(newest[tier].told(headline) for tier in tiers if tier in newest)

    def _headline_trend(self, newest: Shown) -> Trend | None:
        headline = self.runtime.bank.headline
        return trend_of(headline, self._past(newest, Tier.WEEKLY, [headline]))

    def _drivers(self, newest: Shown, told: Sequence[Told]) -> Iterator[DriverPart]:
        """Yield every driver of which anything is told, in the bank's order, then the rest."""
        by_id = self.runtime.bank.driver_by_id
        asked = [one for one in told if not _is_found(one)]
        means = self._means(newest) if self._is_pulse else {}
        spread = self.runtime.bank.headline.scale.spread
        figures = driver_means.figures(means, first_day(self.quarter), spread)
        for driver in (*self.runtime.bank.drivers, None):
            own = tuple(one for one in asked if by_id.get(one.question.driver_id or "") is driver)
            found = means.get(driver.id) if driver else None
            if own:
                trend = driver_means.trend(found, self.runtime.bank.headline) if found else None
                yield DriverPart(driver, figures.get(driver.id) if driver else None, trend, own)

    def _means(self, newest: Shown) -> dict[str, tuple[Mean, ...]]:
        """Return each driver's mean in every team release so far, oldest first."""
        bank = self.runtime.bank
        found = self._past(newest, Tier.QUARTERLY, bank.items)
        displayed = [(on, one.cell) for on, one in found]
        means = {
            driver.id: driver_means.means(
                [item for item in bank.items if item.driver_id == driver.id], displayed
            )
            for driver in bank.drivers
        }
        return {driver_id: own for driver_id, own in means.items() if own}

    def _past(self, newest: Shown, tier: Tier, items: Sequence[Item]) -> list[tuple[date, Past]]:
        survey, root, ids = newest.release.survey, newest.tree.root, [one.id for one in items]
        zone = self.runtime.policy.zone
        _begins, ends = span_of(self.quarter, zone)
        return [
            (one.closed.astimezone(zone).date(), one)
            for one in self.db.series.at(survey, tier, root, ids, ends)
        ]

    def _said(self, one: Shown) -> Iterator[Said]:
        """Yield what was written and checked, in a pack that has comments."""
        if not self.comments:
            return
        permitted = self.db.comments.of(one.release.id, CommentState.PERMITTED)
        known = question_by_id(self.runtime, self.db, one.release)
        shown = shown_comments(permitted, list(one.places))
        for (node_id, question_id), own in groupby(
            shown, key=lambda said: (said.node_id, said.question_id)
        ):
            asked = known.get(question_id)
            bodies = tuple(said.body for said in own)
            yield Said(one.closed, one.places[node_id], asked.text if asked else "", bodies)

    @property
    def _is_pulse(self) -> bool:
        return self.releases[0].survey == WEEKLY_PULSE


def _is_found(told: Told) -> bool:
    return isinstance(told.question, Choice) and told.question.is_found


def _by_part(one: Shown) -> tuple[tuple[Place, str | None], ...]:
    rates = ((place, one.rates.get(node_id)) for node_id, place in one.places.items())
    return tuple((place, rate) for place, rate in rates if rate or place.depth <= DEEPEST)


def _months(db: Published, release: Release) -> int:
    """Return a release's milestone to sort by; what was asked on one day comes before any."""
    found = db.series.milestone(release)
    return -1 if found is None else found
