"""How the site is made of these pages: `.venv/bin/sphinx-build -nW -c docs . build/site`.

The source folder is the whole house, so that a link between any two pages reads the same here as
on a forge.
"""

import re
from pathlib import Path
from posixpath import dirname, join, normpath
from typing import Any, Final

from pygments.lexers.special import TextLexer

project = "Staff Voice"
language = "en-GB"
extensions = ["myst_parser"]
root_doc = "docs/README"
include_patterns = ["*.md", "docs/**"]
exclude_patterns = [".*", "bot", "build", "data", "handlers", "migrations", "surveys", "tests"]
myst_heading_anchors = 4  # as forges make them

html_theme = "furo"
html_title = "Staff Voice"
html_copy_source = False
html_show_sphinx = False
html_extra_path = ["site/index.html"]  # index.html, which leads to the first page
html_static_path = ["site/look"]
html_css_files = ["look.css"]
html_js_files = [("names.js", {"defer": "defer"})]

_SECTION: Final = re.compile(r"^## (.+)\n\n((?:- .*\n)+)", re.MULTILINE)
_PAGE: Final = re.compile(r"\[([^\]]+)\]\(([\w./-]+)\.md\)")


def setup(app: Any) -> None:
    """Let the lists of the first page be the site's contents, with no word of Sphinx in them."""
    app.add_lexer("csv", TextLexer)
    app.connect("source-read", _add_contents)
    app.connect("html-page-context", _mend_headings, priority=900)  # after Furo's own


def _mend_headings(_app: Any, _page: str, _template: str, context: Any, _tree: Any) -> None:
    """A heading by role needs a level, or a screen reader can't say which it is."""
    tree = context.get("furo_navigation_tree", "")
    context["furo_navigation_tree"] = tree.replace(
        'role="heading"', 'role="heading" aria-level="2"'
    )


def _add_contents(_app: Any, page: str, source: list[str]) -> None:
    text = source[0]
    if page == root_doc:
        parts = {heading: _PAGE.findall(links) for heading, links in _SECTION.findall(text)}
        source[0] = text + "".join(_contents(parts[one], one) for one in parts)
    elif page.endswith("/README"):  # an index of its own folder: whatever else lies there
        folder = Path(__file__).parents[1] / dirname(page)
        inner = sorted(one.stem for one in folder.glob("*.md") if one.stem != "README")
        source[0] = text + _contents([("", f"/{dirname(page)}/{one}") for one in inner])


def _contents(pages: list[tuple[str, str]], caption: str = "") -> str:
    titled = f":caption: {caption}\n" if caption else ""
    lines = "\n".join(
        f"{title} </{normpath(join('docs', one))}>" if title else one for title, one in pages
    )
    return f"\n```{{toctree}}\n:hidden:\n{titled}\n{lines}\n```\n"
