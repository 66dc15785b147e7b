"""What it costs to send money home: a fee, a margin in the exchange rate, and averages of many such prices.

The cost follows the method of the World Bank's *Remittance Prices Worldwide*: the fee plus the amount times the margin,
as a share of the amount sent. No provider's price stands in this module; published averages are in ``data/series/``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

#: Sustainable Development Goal 10, target c (2015): less than 3 per cent on average, no corridor above 5 per cent, by 2030.
TARGET, CEILING = 3.0, 5.0


@dataclass(frozen=True)
class Offer:
    """A way to send money.

    Parameters
    ----------
    fee:
        Fixed fee of one transfer, in the currency of the amount.
    margin:
        Distance from the rate at which banks trade, per cent of the amount.
    """

    fee: float
    margin: float

    def __post_init__(self) -> None:
        if self.fee < 0 or self.margin < 0:
            raise ValueError("a fee and a margin are not negative here")


def _positive(value: float, what: str) -> float:
    if not value > 0:
        raise ValueError(f"{what} is above 0, not {value:g}")
    return value


def cost(offer: Offer, amount: float) -> float:
    """Return the cost of one transfer.

    Parameters
    ----------
    offer:
        Fee and margin.
    amount:
        Amount sent.

    Returns
    -------
    float
        In the currency of the amount.
    """
    return offer.fee + _positive(amount, "the amount") * offer.margin / 100


def share(offer: Offer, amount: float) -> float:
    """Return the cost of one transfer in per cent of the amount.

    Parameters
    ----------
    offer, amount:
        As in :func:`cost`.

    Returns
    -------
    float
        Per cent. It falls as the amount grows, and never below the margin.
    """
    return 100 * cost(offer, amount) / amount


def yearly(offer: Offer, amount: float, total: float) -> float:
    """Return what a year costs if a sum is sent in equal parts.

    Parameters
    ----------
    offer:
        Fee and margin.
    amount:
        Amount of one transfer.
    total:
        Sum of a year.

    Returns
    -------
    float
        In the currency of the amount. Margins add up to the same, fees do not: small parts mean many fees.
    """
    return cost(offer, amount) * _positive(total, "the sum") / amount


def even_amount(free: Offer, paid: Offer) -> float | None:
    """Return the amount at which an offer with a higher margin costs as much as one with a higher fee.

    Parameters
    ----------
    free, paid:
        The offers; the first has the lower fee and the higher margin.

    Returns
    -------
    float or None
        Below it the first is cheaper, above it the second. None if one of them is never dearer.
    """
    if paid.fee <= free.fee or free.margin <= paid.margin:
        return None
    return 100 * (paid.fee - free.fee) / (free.margin - paid.margin)


def smallest_amount(offer: Offer, below: float = TARGET) -> float | None:
    """Return the amount from which on an offer costs no more than a share.

    Parameters
    ----------
    offer:
        Fee and margin.
    below:
        Per cent.

    Returns
    -------
    float or None
        0 if every amount does; None if none does, because the margin alone is too high.
    """
    if offer.fee == 0:
        return 0.0 if offer.margin <= below else None
    return None if offer.margin >= below else 100 * offer.fee / (below - offer.margin)


def taken_apart(small: float, cost_small: float, large: float, cost_large: float) -> Offer:
    """Return the fixed fee and the margin that explain the cost of two amounts.

    Parameters
    ----------
    small, large:
        Amounts.
    cost_small, cost_large:
        Their costs in per cent.

    Returns
    -------
    Offer
        One fee and one margin for both. For an average of services it is a reading aid and nobody's price.

    Raises
    ------
    ValueError
        If the larger amount costs more in per cent, or so little that the margin would be negative.
    """
    if not 0 < small < large:
        raise ValueError("give the smaller amount first")
    fee = (cost_small - cost_large) / 100 / (1 / small - 1 / large)
    return Offer(fee, cost_small - 100 * fee / small)


def average(shares: Sequence[float], volumes: Sequence[float] | None = None) -> float:
    """Return the average cost, each corridor counting the same or by the money sent through it.

    Parameters
    ----------
    shares:
        Cost in per cent, one a corridor.
    volumes:
        Money sent, one a corridor; without it every corridor counts the same.

    Returns
    -------
    float
        Per cent.

    Raises
    ------
    ValueError
        If there is no corridor, no money, or not one volume a corridor.
    """
    if not shares:
        raise ValueError("no corridor, no average")
    weights = [1.0] * len(shares) if volumes is None else list(volumes)
    if len(weights) != len(shares) or min(weights) < 0 or not sum(weights) > 0:
        raise ValueError("give one volume a corridor, and some money")
    return sum(one * weight for one, weight in zip(shares, weights, strict=True)) / sum(weights)


def bill(volume: float, per_cent: float) -> float:
    """Return what it costs to send a volume at an average cost.

    Parameters
    ----------
    volume:
        Money sent, for example billion US dollars a year.
    per_cent:
        Average cost.

    Returns
    -------
    float
        In the unit of the volume.
    """
    return volume * per_cent / 100


def verdicts(shares: Mapping[str, float]) -> pd.Series:
    """Return for each cost which of the two targets it meets.

    Parameters
    ----------
    shares:
        Cost in per cent by name.

    Returns
    -------
    pandas.Series
        ``below 3``, ``3 to 5`` or ``above 5``.
    """
    targets = {
        name: "below 3" if one < TARGET else "3 to 5" if one <= CEILING else "above 5" for name, one in shares.items()
    }
    return pd.Series(targets, name="target")


def by_measure(prices: pd.DataFrame, measure: str) -> pd.Series:
    """Return the published values of one measure by quarter, oldest first.

    Parameters
    ----------
    prices:
        The table ``remittance-prices``.
    measure:
        Name of the measure.

    Returns
    -------
    pandas.Series
        Per cent, by year as a number (the first quarter of 2021 is 2021.0, the third 2021.5).

    Raises
    ------
    KeyError
        If the table has no such measure.
    """
    rows = prices.loc[(prices["measure"] == measure) & prices["main"]].sort_values("quarter")
    if rows.empty:
        raise KeyError(f"no measure {measure!r}")
    when = [int(quarter[:4]) + (int(quarter[-1]) - 1) / 4 for quarter in rows["quarter"]]
    return pd.Series(rows["value"].tolist(), index=when, name=measure)
