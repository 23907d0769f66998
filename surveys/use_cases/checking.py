"""Checking: a comment waits until a champion has read it, and anybody may send it back.

Who checked, who reported and who wrote is kept nowhere. A comment is read in views that are opened
on demand and in no message, so that one that is withdrawn is withdrawn everywhere.
"""

from collections.abc import Collection
from typing import Final

from surveys.errors import ForCheckersAlone, WordsNotThere
from surveys.model.leaving import ExitText, Text
from surveys.model.messages import About, Comment, Comments, ToCheck
from surveys.model.people import Account, Person, Role
from surveys.model.releases import UNCHECKED, CommentState, Release, ReleasedComment
from surveys.model.tree import Tree
from surveys.rules.leaving.wording import asked
from surveys.rules.seating import leaf_of, node_of
from surveys.rules.showing import shown_comments
from surveys.rules.words import mark, taken_out
from surveys.runtime import Runtime
from surveys.store.database import Published
from surveys.use_cases.admitting import reader
from surveys.use_cases.asked import about_release, question_by_id
from surveys.wording import _

CHECKERS: Final = frozenset({Role.CHAMPION, Role.PSW})


def to_check(runtime: Runtime, person: Person) -> int | None:
    """Return how many comments wait for a person who checks them. None: they check none."""
    if not CHECKERS & person.roles:
        return None
    with runtime.store.published() as db:
        return _waiting(db)


def next_to_check(runtime: Runtime, caller: Account, after: str = "") -> ToCheck | None:
    """Return the first comment that waits, of the oldest release, or the next after one.

    None: none waits. Raises NotOnTheList, ForCheckersAlone.
    """
    with runtime.store.published() as db:
        _checker(db, caller)
        waiting: list[ReleasedComment | ExitText] = [
            *db.comments.in_states(UNCHECKED),
            *db.exits.texts_in(UNCHECKED),
        ]
        if not waiting:
            return None
        places = {one.id: place for place, one in enumerate(waiting)}
        place = places[after] + 1 if after in places else 0
        one = waiting[place % len(waiting)]
        return _to_check(runtime, db, one, len(waiting))


def one_to_check(runtime: Runtime, caller: Account, comment_id: str) -> ToCheck | None:
    """Return one comment that waits. None: it does no longer. Raises as next_to_check."""
    with runtime.store.published() as db:
        _checker(db, caller)
        one = _found(db, comment_id)
        if one is None or one.state not in UNCHECKED:
            return None
        return _to_check(runtime, db, one, _waiting(db))


def permit(runtime: Runtime, caller: Account, comment_id: str) -> bool:
    """Let a comment be read; False: it no longer waited. Raises NotOnTheList, ForCheckersAlone."""
    with runtime.store.begin() as tx:
        _checker(tx, caller)
        return _changed(tx, comment_id, UNCHECKED, CommentState.PERMITTED)


def withhold(runtime: Runtime, caller: Account, comment_id: str) -> bool:
    """Destroy a comment's words; False: it no longer waited. Raises as permit."""
    with runtime.store.begin() as tx:
        _checker(tx, caller)
        return _changed(tx, comment_id, UNCHECKED, CommentState.WITHDRAWN, body="")


def take_out(runtime: Runtime, caller: Account, comment_id: str, phrases: list[str]) -> bool:
    """Mask phrases of a comment that waits, and nothing else; False: it no longer waited.

    Raises NotOnTheList, ForCheckersAlone, WordsNotThere.
    """
    with runtime.store.begin() as tx:
        _checker(tx, caller)
        one = _found(tx, comment_id)
        if one is None or one.state not in UNCHECKED:
            return False
        body = taken_out(one.body, phrases)
        if body is None:
            raise WordsNotThere
        return _changed(tx, comment_id, {one.state}, one.state, body)


def report(runtime: Runtime, caller: Account, comment_id: str) -> str | None:
    """Take a comment out of everybody's sight until it is checked again; return its release.

    Who reported it is not kept. None: there is no such comment, or it is a leaver's, which stands
    in no round. Raises NotOnTheList.
    """
    with runtime.store.begin() as tx:
        reader(tx, caller)
        one = tx.comments.find(comment_id)
        _changed(tx, comment_id, {CommentState.PERMITTED}, CommentState.REPORTED)
    return one.release_id if one else None


def comments(runtime: Runtime, caller: Account, release_id: str) -> Comments:
    """Return the comments of a release at the places around the caller, and below what they lead.

    Raises NotOnTheList, LookupError.
    """
    with runtime.store.published() as db:
        person = reader(db, caller)
        release = db.releases.get(release_id)
        tree = db.windows.tree(release.window_id)
        permitted = db.comments.of(release_id, CommentState.PERMITTED)
        shown = shown_comments(permitted, _places(db, person, tree))
        return Comments(
            release_id,
            about_release(runtime, db, release),
            release.closed.astimezone(runtime.policy.zone).date(),
            tuple(_comment(runtime, db, release, tree, one) for one in shown),
        )


def _places(db: Published, person: Person, tree: Tree) -> list[str]:
    """Where a person reads comments, the nearest first."""
    units = db.units.ever()
    managed = {node_of(tree, units, unit_id) for unit_id in person.manages}
    if Role.LEADER in person.roles:
        managed.add(tree.root)
    around = {leaf_of(tree, units, person.unit_id), *managed}
    places = {above for node in around for above in tree.ancestors(node)} | around
    places |= {one.id for one in tree.nodes if managed & set(tree.ancestors(one.id))}
    return [one.id for one in tree.nodes if one.id in places][::-1]


def _waiting(db: Published) -> int:
    return db.comments.count(UNCHECKED) + db.exits.count_texts(UNCHECKED)


def _found(db: Published, comment_id: str) -> ReleasedComment | ExitText | None:
    return db.comments.find(comment_id) or db.exits.find_text(comment_id)


def _changed(
    db: Published,
    comment_id: str,
    before: Collection[CommentState],
    state: CommentState,
    body: str | None = None,
) -> bool:
    """Change a comment, or what a leaver wrote: their ids are random and never the same."""
    return db.comments.change(comment_id, before, state, body) or db.exits.change_text(
        comment_id, before, state, body
    )


def _to_check(
    runtime: Runtime, db: Published, one: ReleasedComment | ExitText, waiting: int
) -> ToCheck:
    if isinstance(one, ExitText):
        return _of_a_leaver(db, one, waiting)
    release = db.releases.get(one.release_id)
    tree = db.windows.tree(release.window_id)
    return ToCheck(
        about_release(runtime, db, release),
        release.closed.astimezone(runtime.policy.zone).date(),
        _comment(runtime, db, release, tree, one),
        one.state is CommentState.REPORTED,
        waiting,
        _telling(db, one.body),
    )


def _of_a_leaver(db: Published, one: ExitText, waiting: int) -> ToCheck:
    release = next(each for each in db.exits.all() if each.id == one.release_id)
    organisation = next(unit.name for unit in db.units.ever() if unit.parent_id is None)
    return ToCheck(
        About(_("Why people leave"), "", 1),
        release.until,
        Comment(one.id, asked(Text(one.question)), organisation, one.body),
        one.state is CommentState.REPORTED,
        waiting,
        _telling(db, one.body),
    )


def _telling(db: Published, body: str) -> tuple[str, ...]:
    ours = frozenset(unit.name for unit in db.units.ever())
    return tuple(dict.fromkeys(body[each.start : each.end] for each in mark(body, ours)))


def _comment(
    runtime: Runtime, db: Published, release: Release, tree: Tree, one: ReleasedComment
) -> Comment:
    asked = question_by_id(runtime, db, release).get(one.question_id)
    question = "" if asked is None else asked.text
    return Comment(one.id, question, tree.by_id[one.node_id].name, one.body)


def _checker(db: Published, caller: Account) -> None:
    if not CHECKERS & reader(db, caller).roles:
        raise ForCheckersAlone
