"""Attacks that link answers to the order of answering, and so to people.

The thief knows who answered when: of eight colleagues he saw each one type. Each attack puts their
eight released words in the order in which it believes them to have been sent.
"""

from collections.abc import Callable, Mapping, Sequence
from statistics import NormalDist

from tests.attacks.snapshots import Copy, Row, Trial, log_frames

Attack = Callable[[Trial], Sequence[bytes]]
FAR = 1 << 60


def accuracy(attack: Attack, trials: Sequence[Trial]) -> float:
    """The share of answers that an attack, or the same read backwards, links to their person."""
    forward = backward = total = 0
    for trial in trials:
        guess = list(attack(trial))
        forward += sum(one == other for one, other in zip(guess, trial.said, strict=True))
        backward += sum(one == other for one, other in zip(guess[::-1], trial.said, strict=True))
        total += len(trial.said)
    return max(forward, backward) / total


def by_chance(trials: int, team: int, attacks: int) -> float:
    """The accuracy that the best of so many blind guesses stays below in 99.9% of cases.

    A blind order of `team` places gets one right on average, with a variance of one. One attack
    alone, read one way, stays within three standard deviations; the best of several, each read
    both ways, within a little more (Bonferroni).
    """
    deviations = NormalDist().inv_cdf(1 - NormalDist().cdf(-3) / (2 * attacks))
    return (1 + deviations / trials**0.5) / team


def by_place_of_row(trial: Trial) -> Sequence[bytes]:
    return _sorted(trial, lambda marker: _row(trial.final, marker).place)


def by_stamp_of_row(trial: Trial) -> Sequence[bytes]:
    return _sorted(trial, lambda marker: (_row(trial.final, marker).stamp, _order(trial, marker)))


def by_key_of_row(trial: Trial) -> Sequence[bytes]:
    return _sorted(trial, lambda marker: str(_row(trial.final, marker).content[0]))


def by_place_in_file(trial: Trial) -> Sequence[bytes]:
    return _sorted(trial, lambda marker: _found(trial.final.files.get("", b""), marker))


def by_first_copy(trial: Trial) -> Sequence[bytes]:
    def seen(marker: bytes) -> tuple[int, tuple[int, ...]]:
        first = (at for at, copy in enumerate(trial.copies) if _is_in(copy, marker))
        return next(first, FAR), _row(trial.final, marker).place

    return _sorted(trial, seen)


def by_log_frame(trial: Trial) -> Sequence[bytes]:
    frames = list(log_frames(trial.copies[-1]))

    def written(marker: bytes) -> tuple[int, int]:
        first = (at for at, page in enumerate(frames) if marker in page)
        return next(first, FAR), _order(trial, marker)

    return _sorted(trial, written)


def by_last_copy(trial: Trial) -> Sequence[bytes]:
    """Where each answer lies in the last copy before the round closed."""

    def lies(marker: bytes) -> tuple[int, int]:
        last = trial.copies[-1]
        rows = [row.place for row in last.rows if row.holds(marker)]
        in_file = _found(last.everything(), marker)
        return in_file if not rows else rows[0][-1], _order(trial, marker)

    return _sorted(trial, lies)


def by_rank_of(fact: Callable[[Row], object], released: Attack = by_place_of_row) -> Attack:
    """Whose sealed box is first by some fact of it said what is released first, and so on.

    Copies taken after each answer tell which box is whose: the row that was new in it.
    """

    def attack(trial: Trial) -> Sequence[bytes]:
        boxes = [row for (row,) in trial.new]
        ranked = sorted(range(len(boxes)), key=lambda person: fact(boxes[person]))
        guess = [b""] * len(boxes)
        for person, marker in zip(ranked, released(trial), strict=True):
            guess[person] = marker
        return guess

    return attack


ON_ROWS: Mapping[str, Attack] = {
    "the place of released rows": by_place_of_row,
    "the stamp of released rows": by_stamp_of_row,
    "the key of released rows": by_key_of_row,
    "the first copy that holds it": by_first_copy,
    "its place in the last copy": by_last_copy,
}
ON_BOXES: Mapping[str, Attack] = {
    "boxes by place": by_rank_of(lambda row: row.place),
    "boxes by stamp": by_rank_of(lambda row: (row.stamp, row.place)),
    "boxes by tag": by_rank_of(lambda row: row.content[1]),
    "boxes by nonce": by_rank_of(lambda row: row.content[2]),
    "boxes by ending": by_rank_of(lambda row: bytes(row.content[2])[::-1]),
    "boxes by tag, words by key": by_rank_of(lambda row: row.content[1], by_key_of_row),
}
ON_FILES: Mapping[str, Attack] = {
    "its place in the final file": by_place_in_file,
    "the log's frames": by_log_frame,
    "boxes by tag, words by place in the file": by_rank_of(
        lambda row: row.content[1], by_place_in_file
    ),
}


def _sorted(trial: Trial, key: Callable[[bytes], object]) -> list[bytes]:
    return sorted(sorted(trial.said), key=key)


def _row(copy: Copy, marker: bytes) -> Row:
    return next(row for row in copy.rows if row.holds(marker))


def _order(trial: Trial, marker: bytes) -> int:
    return _row(trial.final, marker).place[-1]


def _found(content: bytes, marker: bytes) -> int:
    at = content.find(marker)
    return FAR if at < 0 else at


def _is_in(copy: Copy, marker: bytes) -> bool:
    return marker in copy.everything() or any(row.holds(marker) for row in copy.rows)
