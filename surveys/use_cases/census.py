"""The census: how many leavers there were, by its codes."""

from surveys.bank.leaving import load_leaving
from surveys.model.leaving import CensusCounts
from surveys.runtime import Runtime
from surveys.use_cases.listing_leavers import today_of


def census(runtime: Runtime, year: int) -> CensusCounts:
    """Count leavers of the census year that ends on 30 September of a year."""
    bank = load_leaving()
    with runtime.store.begin() as tx:
        reasons, destinations = tx.leavers.counts(year, today_of(runtime))
    return CensusCounts(
        year,
        tuple((code, reasons.get(code.number, 0)) for code in bank.reasons),
        tuple((code, destinations.get(code.number, 0)) for code in bank.destinations),
    )
