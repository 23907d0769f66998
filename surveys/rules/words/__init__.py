"""Words that would give somebody away, found before a comment is kept.

`mark` finds them and `masked` puts "[name]" in their place; `routes_for` says where a writer in
crisis, or one who tells of a child at risk or of wrongdoing, is shown to turn. All of it is
rules and word lists: nothing is downloaded, logged or kept. Of names and numbers, too much is
marked rather than too little.
"""

from surveys.model.support import Route
from surveys.rules.words.marking import mark
from surveys.rules.words.marks import Kind, Mark, masked, said
from surveys.rules.words.routes import routes_for

__all__ = ["Kind", "Mark", "Route", "mark", "masked", "routes_for", "said"]
