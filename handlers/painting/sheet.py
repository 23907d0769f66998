"""A sheet to draw on, measured like a screen: from its top left corner, in points of a phone.

matplotlib draws; it is loaded with the first picture, for it takes a while and some memory. We use
its figure, its fonts and its renderer, and place everything ourselves: its own axes would take ten
times as long for so many small charts.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import cache, lru_cache
from io import BytesIO
from itertools import count
from typing import Any, Final, TypeVar

Found = TypeVar("Found")
At = tuple[float, float]  # how far from the left, how far from the top

# On white, which we bring with us: in Slack's dark mode the picture is a white card. Contrast with
# white, which must be 4.5 for letters and 3 for lines: 15.9, 6.9, 7.1, 3.9.
INK: Final = "#1b2126"
SOFT: Final = "#525c66"
LINE: Final = "#0b5f7a"
BEHIND: Final = "#7b858f"
BAND: Final = "#c3dce4"
BAND_BEHIND: Final = "#e3e7ea"
GRID: Final = "#dde2e7"
PAPER: Final = "#ffffff"
EDGE: Final = "#b9c1c9"

DOTS_A_POINT: Final = 2  # of the file: twice a screen's, so that it is sharp on any phone
_POINTS_AN_INCH: Final = 72
_FONT: Final = "DejaVu Sans"  # comes with matplotlib, so it is the same on every machine
_UNKNOWN: Final = "\N{REPLACEMENT CHARACTER}"
# matplotlib's fonts are no place for two threads at once, and it keeps them, some megabytes and an
# open file each, for every thread that has ever drawn: one thread draws for all.
_drawer: Final = ThreadPoolExecutor(1, thread_name_prefix="drawing")


@dataclass
class Sheet:
    """A white sheet, with an edge of its own where `framed`."""

    width: float
    height: float
    framed: bool = True
    scale: float = DOTS_A_POINT
    _figure: Any = field(init=False, repr=False)
    _layers: Iterator[int] = field(init=False, repr=False, default_factory=count)

    def __post_init__(self) -> None:
        from matplotlib.figure import Figure

        inches = (self.width / _POINTS_AN_INCH, self.height / _POINTS_AN_INCH)
        self._figure = Figure(figsize=inches, dpi=_POINTS_AN_INCH * self.scale, facecolor=PAPER)

    def words(
        self,
        at: At,
        words: str,
        size: float,
        *,
        colour: str = INK,
        bold: bool = False,
        anchor: str = "left",
    ) -> None:
        """Write words whose line stands at a point: to its right, left or around it."""
        self._figure.text(
            *self._place(at),
            drawable(words),
            family=_FONT,
            size=size,
            weight="bold" if bold else "normal",
            color=colour,
            ha=anchor,
            va="baseline",
            parse_math=False,  # a name may hold dollars
            zorder=next(self._layers),
        )

    def line(
        self,
        points: Sequence[At],
        colour: str = LINE,
        thick: float = 1.8,
        *,
        dashed: bool = False,
    ) -> None:
        """Draw a line through points."""
        from matplotlib.lines import Line2D

        places = [self._place(one) for one in points]
        self._figure.add_artist(
            Line2D(
                [x for x, _y in places],
                [y for _x, y in places],
                color=colour,
                linewidth=thick,
                linestyle=(0, (2.5, 2.5)) if dashed else "solid",
                solid_capstyle="butt",
                solid_joinstyle="round",
                zorder=next(self._layers),
            )
        )

    def area(self, outline: Iterable[At], colour: str = BAND, edge: str | None = None) -> None:
        """Fill what lies within an outline."""
        from matplotlib.patches import Polygon

        places = [self._place(one) for one in outline]
        self._figure.add_artist(
            Polygon(
                places,
                facecolor=colour,
                edgecolor=edge or "none",
                linewidth=1.2 if edge else 0,
                zorder=next(self._layers),
            )
        )

    def dot(self, at: At, colour: str = LINE, radius: float = 2.6) -> None:
        """Mark a point."""
        from matplotlib.patches import Ellipse

        size = (2 * radius / self.width, 2 * radius / self.height)
        mark = Ellipse(
            self._place(at), *size, facecolor=colour, linewidth=0, zorder=next(self._layers)
        )
        self._figure.add_artist(mark)

    def limit(self, at: At, *, upwards: bool, colour: str = LINE, radius: float = 4.2) -> None:
        """Mark a point beyond which the truth lies: a hollow tip that points there."""
        x, y = at
        tip = -radius if upwards else radius
        outline = [(x, y + tip), (x - radius, y - tip / 2), (x + radius, y - tip / 2)]
        self.area(outline, PAPER, colour)

    def png(self) -> bytes:
        """Return the file: nothing in it tells when or with what it was drawn."""
        if self.framed:
            right, bottom = self.width - 0.5, self.height - 0.5
            corners = [(0.5, 0.5), (right, 0.5), (right, bottom), (0.5, bottom), (0.5, 0.5)]
            self.line(corners, EDGE, 1)
        return _by_the_drawer(self._drawn)

    def _drawn(self) -> bytes:
        from matplotlib.backends.backend_agg import FigureCanvasAgg

        file = BytesIO()
        canvas: Any = FigureCanvasAgg(self._figure)
        canvas.print_png(file, metadata={"Software": None})
        vars(canvas.renderer).clear()  # millions of dots, which else hang in a circle
        return file.getvalue()

    def _place(self, at: At) -> At:
        return at[0] / self.width, 1 - at[1] / self.height


@lru_cache(maxsize=2000)  # the words of drivers and questions come again in every picture
def width(words: str, size: float, *, bold: bool = False) -> float:
    """How wide words are on one line, in points."""
    shown = drawable(words)  # which asks the drawer, too
    return _by_the_drawer(lambda: _measured(shown, size, "bold" if bold else "normal"))


def wrapped(words: str, most: float, size: float, *, bold: bool = False) -> list[str]:
    """Break words into lines of a width; a single longer word keeps its own line."""
    lines: list[str] = []
    for word in words.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and width(longer, size, bold=bold) <= most:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


def drawable(words: str) -> str:
    """Return words with a sign in place of each character that the font has no shape for."""
    known = _known()
    return "".join(one if ord(one) in known else _UNKNOWN for one in " ".join(words.split()))


def _by_the_drawer(work: Callable[[], Found]) -> Found:
    """Have the one thread that draws do something; not for itself, which would wait for ever."""
    return _drawer.submit(work).result()


def _measured(words: str, size: float, weight: str) -> float:
    from matplotlib.font_manager import FontProperties

    font = FontProperties(family=_FONT, size=size, weight=weight)
    return float(_renderer().get_text_width_height_descent(words, font, ismath=False)[0])


@cache
def _renderer() -> Any:
    from matplotlib.backends.backend_agg import RendererAgg

    renderer: Any = RendererAgg
    return renderer(1, 1, _POINTS_AN_INCH)


@cache
def _known() -> frozenset[int]:
    return _by_the_drawer(_characters)


def _characters() -> frozenset[int]:
    from matplotlib.font_manager import FontProperties, findfont, get_font

    faces = [FontProperties(family=_FONT, weight=one) for one in ("normal", "bold")]
    return frozenset.intersection(
        *(frozenset(get_font(findfont(one)).get_charmap()) for one in faces)
    )
