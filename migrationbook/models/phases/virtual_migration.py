"""Work that moves in place of people: who stays, who works from afar, who goes, and who gains by it.

An invented home country has 1,000 people who could earn several times as much in an invented destination. Each has a
cost of going, counted for a year in incomes at home: fares and fees, rent abroad, distance from those one loves. The
costs are spread evenly from nothing to a highest value. A share of the people do work that can be done from afar; it
does not depend on the cost. They may work for clients in the destination through a platform.

Everybody takes what leaves most in hand. Where fewer may enter than want to, places are drawn by lot among those who
want one; whoever loses the draw stays, and works from afar if that pays more than work at home.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from migrationbook.models import shares

#: Income at home, for a year. The unit of all sums.
HOME = 1.0
#: Income at the destination in incomes at home. Clemens (2010), abstract: location outside India "causes a sixfold increase
#: in the wages of the same worker using the same technology", for software workers of one firm.
GAP = 6.0
#: People in the model.
PEOPLE = 1000

#: How many may enter: everybody who wants to, 100 people, or nobody.
Door = Literal["open", "places", "closed"]
#: Places at the door when they are limited. Fictitious.
PLACES = 100.0


@dataclass(frozen=True)
class Outcome:
    """What the 1,000 people do, and what the work from afar earns.

    Parameters
    ----------
    moved, remote, local:
        People who go, who work from afar, and who work at home.
    wanted:
        People who want to go.
    replaced:
        Of those who work from afar, the people who would have gone if there were no platform and no limit at the door.
    worker_gain, platform, client_saving:
        Sums for a year in incomes at home: what workers from afar have above an income at home, what the platform keeps,
        and what clients save against the destination's wage.
    """

    moved: float
    remote: float
    local: float
    wanted: float
    replaced: float
    worker_gain: float
    platform: float
    client_saving: float


def _allowed(wanted: float, door: Door) -> float:
    if door == "open":
        return wanted
    return min(wanted, PLACES) if door == "places" else 0.0


def outcome(share: float, price: float, fee: float, highest_cost: float, door: Door) -> Outcome:
    """Return what people do when some of the work can be done from afar.

    Parameters
    ----------
    share:
        Share of people whose work can be done from afar, 0 to 1. Zero stands for a world without the platform.
    price:
        What clients pay for work from afar, as a share of the destination's wage, 0 to 1.
    fee:
        What the platform keeps of the price, 0 to 1.
    highest_cost:
        Highest cost of going, in incomes at home for a year.
    door:
        ``open``, ``places`` or ``closed``.

    Returns
    -------
    Outcome
        Expected numbers; they need not be whole.

    Raises
    ------
    ValueError
        If a share leaves 0 to 1, or the highest cost is not more than the gain of going.
    """
    for name, value in (("share", share), ("price", price), ("fee", fee)):
        shares.share(name, value)
    if not highest_cost > GAP - HOME:
        raise ValueError("the highest cost has to keep somebody at home")
    paid = price * GAP
    net = paid * (1 - fee)
    worth_it = net > HOME
    able = share * PEOPLE if worth_it else 0.0
    others = PEOPLE - able
    would_go = (GAP - HOME) / highest_cost
    would_go_anyway = max(GAP - net, 0.0) / highest_cost if worth_it else would_go
    able_want, others_want = able * would_go_anyway, others * would_go
    wanted = able_want + others_want
    moved = _allowed(wanted, door)
    chance = moved / wanted if wanted else 0.0
    remote = able - able_want * chance
    return Outcome(
        moved=moved,
        remote=remote,
        local=PEOPLE - moved - remote,
        wanted=wanted,
        replaced=able * (would_go - would_go_anyway),
        worker_gain=remote * (net - HOME),
        platform=remote * paid * fee,
        client_saving=remote * (GAP - paid),
    )


def fewer_movers(share: float, price: float, fee: float, highest_cost: float, door: Door) -> float:
    """Return how many people fewer go than without work from afar.

    Parameters
    ----------
    share, price, fee, highest_cost, door:
        As in :func:`outcome`.

    Returns
    -------
    float
        People out of 1,000.
    """
    without = outcome(0.0, price, fee, highest_cost, door).moved
    return without - outcome(share, price, fee, highest_cost, door).moved
