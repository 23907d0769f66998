"""Quarters of a year."""

from dataclasses import dataclass


@dataclass(frozen=True, order=True)
class Quarter:
    """Three months of a calendar year."""

    year: int
    number: int  # 1 to 4

    @property
    def name(self) -> str:
        """Return how it is written, such as "2026-Q3"."""
        return f"{self.year}-Q{self.number}"
