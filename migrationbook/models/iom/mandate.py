"""What may be said of a claim on the IOM's mandate, by year and by the kinds of text that are counted.

The texts stand in ``data/series/mandate-texts.csv``. A bar is the kind of text that one is ready to count; each bar
counts the kinds below it, too. The verdicts follow from a rule of ours, written down in :func:`verdict`, and not from
any court or author.
"""

from __future__ import annotations

from typing import Literal

import pandas as pd

#: Kinds of text, from the founding act to reports on practice. A bar counts its own kind and those before it.
BARS = ("founding", "agreement", "policy", "practice")
#: First year for which we have read the IOM's constitution: the text of 14 November 1989.
FIRST_READ = 1989
#: Year of the agreement that made the IOM a related organisation of the United Nations (19 September 2016).
RELATED_SINCE = 2016

Bar = Literal["founding", "agreement", "policy", "practice"]
#: The claims: not bound to a mandate of protection; active in protecting rights; part of the UN system.
Claim = Literal["bound", "active", "system"]
Verdict = Literal["supported", "imprecise", "contradicted", "unsupported", "open"]


def counted(texts: pd.DataFrame, year: int, bar: Bar) -> pd.DataFrame:
    """Return the texts that hold in a year and are of a kind that is counted.

    Parameters
    ----------
    texts:
        The table of texts.
    year:
        Calendar year.
    bar:
        The highest kind of text that counts.

    Raises
    ------
    KeyError
        If the bar is not known.
    """
    if bar not in BARS:
        raise KeyError(bar)
    kinds = BARS[: BARS.index(bar) + 1]
    holds = (texts["since"] <= year) & (texts["until"].isna() | (texts["until"] >= year))
    return texts[holds & texts["level"].isin(kinds)]


def own_task(texts: pd.DataFrame, year: int, bar: Bar) -> int:
    """Return how many counted texts of or on the IOM name protection as a task that the IOM has or sets itself.

    Parameters
    ----------
    texts:
        The dated texts.
    year:
        Calendar year.
    bar:
        The highest kind of text that counts.
    """
    found = counted(texts, year, bar)
    return int(((found["about"] == "IOM") & (found["says"] == "task")).sum())


def verdict(texts: pd.DataFrame, claim: Claim, year: int, bar: Bar) -> tuple[Verdict, str]:
    """Return our verdict on a claim, and the name of the reason.

    The rule. *Not bound*: supported, as long as no counted text names protection as a task; imprecise, once a policy
    does, since the IOM then has bound itself; open, once reports on practice disagree. *Active*: unsupported, as long
    as no counted text names the task; supported as a declared task, once a policy does; open, once reports on practice
    disagree. *System*: contradicted before the agreement of 2016, imprecise since, because two studies read it
    differently; the founding act alone does not carry it. Before 1989 the first two are open.

    Parameters
    ----------
    texts:
        The table of texts.
    claim:
        Which claim.
    year:
        Calendar year.
    bar:
        The highest kind of text that counts.

    Raises
    ------
    KeyError
        If claim or bar are not known.
    """
    found = counted(texts, year, bar)
    if claim == "system":
        if year < RELATED_SINCE:
            return "contradicted", "before"
        return ("unsupported", "founding") if bar == "founding" else ("imprecise", "since")
    if claim not in ("bound", "active"):
        raise KeyError(claim)
    if year < FIRST_READ:
        return "open", "unread"
    on_iom = set(found.loc[found["about"] == "IOM", "says"])
    if "doubt" in on_iom and (claim == "active" or "task" in on_iom):
        return "open", "practice"
    if "task" in on_iom:
        return ("imprecise" if claim == "bound" else "supported"), "policy"
    return ("supported" if claim == "bound" else "unsupported"), "nothing"
