"""A CSV file as lines of named cells, with every mistake named by its line and column.

Line numbers are those a text editor shows; a line is blamed where it starts.
"""

import csv
import io
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from surveys.wording import _, ngettext

LISTED: Final = 20  # mistakes named; the rest are counted
LONGEST_CELL: Final = 500
LONGEST_WORDS: Final = 3000  # what a person may write in one comment
LONGEST_QUOTE: Final = 40  # characters of a wrong cell shown


class SheetUnreadable(ValueError):
    """The file can't be read as a sheet at all; the text says why, without a full stop."""


@dataclass(frozen=True, order=True)
class Mistake:
    """One thing to put right."""

    line: int  # 1 is the header
    column: str  # empty: the line as a whole
    says: str

    def __str__(self) -> str:
        """Say where, then what."""
        if self.column:
            where = _("line {line}, column {column}").format(line=self.line, column=self.column)
        else:
            where = _("line {line}").format(line=self.line)
        return f"{where}: {self.says}"


@dataclass(frozen=True)
class Line:
    """One line below the header."""

    number: int
    cells: Mapping[str, str]  # by column; spaces tidied; a column the file lacks is absent


@dataclass(frozen=True)
class Sheet:
    """The lines of a file, and what is wrong with its header and shape."""

    lines: tuple[Line, ...]
    mistakes: tuple[Mistake, ...]


def quoted(text: str) -> str:
    """A cell's text between quotes, shortened to be told in a sentence."""
    return f"'{text if len(text) <= LONGEST_QUOTE else text[: LONGEST_QUOTE - 3] + '...'}'"


def listing(mistakes: Sequence[Mistake]) -> str:
    """Every mistake by line, joined with semicolons; after the twentieth, how many more."""
    named = [str(one) for one in sorted(mistakes)[:LISTED]]
    rest = len(mistakes) - len(named)
    if rest:
        named.append(ngettext("and {count} more", "and {count} more", rest).format(count=rest))
    return "; ".join(named)


def read_sheet(
    data: bytes, needed: Sequence[str], optional: Sequence[str] = (), words: Sequence[str] = ()
) -> Sheet:
    """Read a CSV file in UTF-8. Raises SheetUnreadable if it is not one.

    Columns among `words` hold what people wrote: kept to the letter, up to 3,000 characters.
    """
    records = list(_records(_text(data)))
    if not records:
        raise SheetUnreadable(_("it is empty"))
    number, first = records[0]
    header = [_tidy(cell).casefold() for cell in first]
    _refuse_other_separators(first)
    mistakes = [Mistake(number, "", says) for says in _header_mistakes(header, needed, optional)]
    lines = []
    for number, record in records[1:]:
        cells = [_tidy(cell) for cell in record]
        while len(cells) > len(header) and not cells[-1]:
            cells.pop()
        if len(cells) != len(header):
            says = _("it has {count} cells, and the header names {names}")
            says = says.format(count=len(cells), names=len(header))
            mistakes.append(Mistake(number, "", says))
            continue
        kept = zip(header, record, cells, strict=False)
        line = Line(number, {name: raw if name in words else tidy for name, raw, tidy in kept})
        mistakes += _cell_mistakes(line, words)
        lines.append(line)
    return Sheet(tuple(lines), tuple(mistakes))


def _text(data: bytes) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        says = _("line {line} is not UTF-8 text; save it as 'CSV UTF-8'").format(line=line)
        raise SheetUnreadable(says) from None


def _records(text: str) -> Iterator[tuple[int, list[str]]]:
    """Every record that holds anything, with the line it starts on."""
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    line = 1
    try:
        for record in reader:
            if any(cell.strip() for cell in record):
                yield line, record
            line = reader.line_num + 1
    except csv.Error:
        says = _("the quotes on line {line} do not match").format(line=line)
        raise SheetUnreadable(says) from None


def _tidy(cell: str) -> str:
    """One spelling of what looks the same: single plain spaces, composed accents."""
    return unicodedata.normalize("NFC", " ".join(cell.split()))


def _refuse_other_separators(header: Sequence[str]) -> None:
    if len(header) > 1:
        return
    for separator, name in ((";", _("semicolons")), ("\t", _("tabs")), ("|", _("bars"))):
        if separator in header[0]:
            says = _("its cells are separated by {separators}; save it with commas")
            raise SheetUnreadable(says.format(separators=name))


def _header_mistakes(
    header: Sequence[str], needed: Sequence[str], optional: Sequence[str]
) -> Iterator[str]:
    for name in needed:
        if name not in header:
            yield _("the column {column} is missing").format(column=name)
    for name in dict.fromkeys(header):
        if header.count(name) > 1:
            yield _("the column {column} is there twice").format(column=name or "''")
        elif name not in (*needed, *optional):
            yield _("the column {column} is not known").format(column=quoted(name))


def _cell_mistakes(line: Line, words: Sequence[str]) -> Iterator[Mistake]:
    for column, cell in line.cells.items():
        longest = LONGEST_WORDS if column in words else LONGEST_CELL
        if "\0" in cell or (column not in words and not cell.isprintable()):
            yield Mistake(line.number, column, _("it holds a hidden character"))
        elif len(cell) > longest:
            says = _("it is longer than {count} characters").format(count=longest)
            yield Mistake(line.number, column, says)
