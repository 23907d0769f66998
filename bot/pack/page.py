"""A paper as one page of HTML: nothing fetched, nothing run, readable by anything that reads."""

from pathlib import Path
from typing import Final

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from bot.pack.blocks import Paper, printable
from bot.pack.charts import svg

HERE: Final = Path(__file__).parent


def page(paper: Paper) -> bytes:
    """Return the page, in UTF-8."""
    setting = Environment(loader=FileSystemLoader(HERE), autoescape=True, undefined=StrictUndefined)
    setting.filters |= {"svg": svg, "printable": printable}
    style = Markup((HERE / "page.css").read_text(encoding="utf-8"))  # noqa: S704 - our own file
    return setting.get_template("page.html").render(paper=paper, style=style).encode()
