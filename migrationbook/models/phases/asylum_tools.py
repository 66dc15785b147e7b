"""What a published share of *not supported* results implies, if one assumes how often the tool errs.

A tool compares the speech of a person with what the person says about the place of origin and calls the claim
*supported* or *not supported*. Two rates decide what a share of such results means:

* the **false doubt rate**: of true claims, the share that is not supported (1 minus the specificity);
* the **sensitivity**: of wrong claims, the share that is not supported.

Neither is published for the German tool; one *error rate* is (about 20 % in December 2017, Bundestag, hib 596/2017), and
it is not said of what. The inversion is that of Rogan and Gladen (1978) for screening tests.
"""

from __future__ import annotations

from dataclasses import dataclass

from migrationbook.models.shares import share


def not_supported(wrong: float, sensitivity: float, false_doubt: float) -> float:
    """Return the share of claims that the tool does not support.

    Parameters
    ----------
    wrong:
        Share of wrong claims among all, 0 to 1.
    sensitivity:
        Of wrong claims, the share not supported, 0 to 1.
    false_doubt:
        Of true claims, the share not supported, 0 to 1.

    Returns
    -------
    float
        0 to 1.
    """
    wrong = share("the share of wrong claims", wrong)
    return wrong * share("the sensitivity", sensitivity) + (1 - wrong) * share("the false doubt rate", false_doubt)


def implied_wrong(published: float, sensitivity: float, false_doubt: float) -> float:
    """Return the share of wrong claims that a published share implies (Rogan and Gladen 1978).

    Parameters
    ----------
    published:
        Share of claims not supported, 0 to 1.
    sensitivity, false_doubt:
        As in :func:`not_supported`; the first has to be the larger one, or else the tool tells nothing.

    Returns
    -------
    float
        Below 0 or above 1 if no share of wrong claims can give the published one: then the assumptions contradict it.

    Raises
    ------
    ValueError
        If a rate leaves 0 to 1, or if the tool does not doubt wrong claims more often than true ones.
    """
    share("the published share", published)
    if share("the sensitivity", sensitivity) <= share("the false doubt rate", false_doubt):
        raise ValueError("a tool that doubts true claims as often as wrong ones tells nothing")
    return (published - false_doubt) / (sensitivity - false_doubt)


@dataclass(frozen=True)
class Reading:
    """A published share read under two assumed rates, in claims of 1,000.

    Parameters
    ----------
    wrong:
        Implied share of wrong claims; outside 0 to 1 if there is none.
    doubted_true, doubted_wrong:
        Of 1,000 claims, the true and the wrong ones that are not supported. Meaningless where ``possible`` is false.
    possible:
        Whether the published share and the rates can hold together.
    """

    wrong: float
    doubted_true: float
    doubted_wrong: float
    possible: bool

    @property
    def right_doubts(self) -> float:
        """Of the claims not supported, the share that is wrong (positive predictive value); 0 if impossible."""
        doubted = self.doubted_true + self.doubted_wrong
        return self.doubted_wrong / doubted if self.possible and doubted > 0 else 0.0


def read(published: float, sensitivity: float, false_doubt: float) -> Reading:
    """Read a published share under two assumed rates.

    Parameters
    ----------
    published, sensitivity, false_doubt:
        As in :func:`implied_wrong`.

    Returns
    -------
    Reading
        What 1,000 claims would look like.
    """
    wrong = implied_wrong(published, sensitivity, false_doubt)
    possible = -1e-12 <= wrong <= 1 + 1e-12
    return Reading(wrong, 1000 * (1 - wrong) * false_doubt, 1000 * wrong * sensitivity, possible)


def sensitivity_of_classes(error: float, classes: int) -> float:
    """Return the sensitivity of a tool that tells several dialects apart, if its errors are spread evenly.

    A wrong claim passes only if the tool errs *and* hits exactly the dialect that was claimed.

    Parameters
    ----------
    error:
        Share of speech samples put to a wrong dialect, 0 to 1.
    classes:
        Number of dialects, at least two.

    Returns
    -------
    float
        0 to 1. With two dialects it is ``1 - error``; with more it is higher.

    Raises
    ------
    ValueError
        If there are fewer than two dialects, or if the error is no share.
    """
    if classes < 2:
        raise ValueError("a tool that knows one dialect cannot tell any apart")
    return 1 - share("the error", error) / (classes - 1)
