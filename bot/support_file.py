"""The list of support: the organisation's own, from the disk, or ours."""

from pathlib import Path

from surveys.bank.reading import BankWrong
from surveys.bank.support import load_support
from surveys.errors import SupportFileWrong
from surveys.model.support import Support


def support_in(file: Path | None) -> Support:
    """Read a list of support; None: the one that comes with us. Raises SupportFileWrong."""
    if file is None:
        return load_support()
    try:
        return load_support(file.expanduser())
    except BankWrong as wrong:
        raise SupportFileWrong("; ".join(one.rstrip(".") for one in wrong.problems)) from None
