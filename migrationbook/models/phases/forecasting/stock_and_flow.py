"""Why the same ignorance makes a small error in a stock and a large one in a flow.

An invented country A takes in the same number of people every year, and each year the same share of those present
leaves. Arrivals and departures are then equal, and the stock is the yearly arrivals times the mean stay in years (in
queueing theory: Little's law). In one year the arrivals change by a factor that nobody foresaw. The forecast is
persistence: like last year.
"""

from __future__ import annotations

from dataclasses import dataclass

#: Arrivals of country A in an ordinary year, thousand people; invented.
ORDINARY = 100.0


@dataclass(frozen=True)
class Shock:
    """A year in which arrivals change, and what persistence says of it.

    Parameters
    ----------
    flow_before, flow:
        Arrivals in an ordinary year and in the year of the shock, thousand people.
    stock_before, stock:
        People present at the end of the year before and of that year, thousand people.
    """

    flow_before: float
    flow: float
    stock_before: float
    stock: float

    @property
    def flow_error(self) -> float:
        """Error of persistence in the flow, per cent of what came."""
        return 100 * abs(self.flow_before - self.flow) / self.flow

    @property
    def stock_error(self) -> float:
        """Error of persistence in the stock, per cent of those present."""
        return 100 * abs(self.stock_before - self.stock) / self.stock


def shock(stay: float, factor: float, ordinary: float = ORDINARY) -> Shock:
    """Return the year of the shock.

    Parameters
    ----------
    stay:
        Mean stay, years, at least one; each year ``1 / stay`` of those present leave.
    factor:
        Arrivals of the year as a multiple of an ordinary one, above zero.
    ordinary:
        Arrivals in an ordinary year, thousand people.

    Returns
    -------
    Shock
        Flow and stock before and after. Those who arrive in a year leave at the earliest in the next.

    Raises
    ------
    ValueError
        If the stay is shorter than a year, or if nobody arrives.
    """
    if stay < 1:
        raise ValueError(f"a mean stay of {stay:g} years is shorter than the step of the model")
    if not factor > 0 or not ordinary > 0:
        raise ValueError("an error in per cent needs somebody who arrives")
    before = ordinary * stay
    return Shock(ordinary, factor * ordinary, before, before - before / stay + factor * ordinary)


def path(stay: float, factor: float, years: int = 10, at: int = 7, ordinary: float = ORDINARY) -> tuple[list[float], list[float]]:
    """Return arrivals and stock over some years, with the shock in one of them.

    Parameters
    ----------
    stay, factor, ordinary:
        As in :func:`shock`.
    years:
        Number of years.
    at:
        Year of the shock, counted from one.

    Returns
    -------
    tuple of lists
        Arrivals and stock at the end of each year, thousand people.
    """
    flows = [ordinary * (factor if year == at else 1) for year in range(1, years + 1)]
    stocks, present = [], ordinary * stay
    for flow in flows:
        present += flow - present / stay
        stocks.append(present)
    return flows, stocks
