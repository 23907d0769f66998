"""`python -m bot.learning comments.csv`: learn the weights anew, then measure them.

Needs the extra `learn`. The comments (columns text, label, domain, licence, question) stay where
they are: only words, pairs and their weights are written, none of them a name, none from a licence
that would not allow it, none that fewer than three comments share.
"""

import argparse
import json
import sys
from pathlib import Path
from random import Random

from bot.learning.fitting import fit, kept
from bot.learning.measuring import report
from bot.learning.rows import examples, invented, load, may_shape_weights, names
from surveys.rules.sentiment.learned import WEIGHTS_FILE


def main() -> None:
    """Fit, write, report."""
    parser = argparse.ArgumentParser(prog="python -m bot.learning", description=__doc__)
    parser.add_argument("comments", type=Path)
    parser.add_argument("--out", type=Path, default=WEIGHTS_FILE)
    parser.add_argument("--only-measure", action="store_true")
    wanted = parser.parse_args()
    rows = [*load(wanted.comments), *invented()]
    Random(0).shuffle(rows)  # noqa: S311 - folds, not secrets
    if not wanted.only_measure:
        shaping = may_shape_weights(rows)
        written = kept(fit(list(examples(shaping)), names(shaping)))
        wanted.out.write_text(_lines(written), encoding="utf-8")
        sys.stdout.write(
            f"{len(written['ngrams'])} words and pairs, {wanted.out.stat().st_size} bytes\n"
        )
    report(rows)


def _lines(written: dict[str, object]) -> str:
    """One weight a line, so that a change of weights can be read."""
    text = json.dumps(written, ensure_ascii=False, separators=(",", ":"))
    return text.replace("],", "],\n").replace("{", "{\n") + "\n"


if __name__ == "__main__":
    main()
