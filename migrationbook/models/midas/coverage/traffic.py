"""How much of a border do its equipped posts record? Ten invented posts, and the crossings beside them.

A share of posts is not a share of crossings: posts differ in traffic, some crossings pass no post at all, and some
travellers change their way when a post is equipped. Every number is invented; the posts lie nowhere.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from migrationbook.models.shares import share

#: Which posts are equipped first.
Order = Literal["largest", "smallest"]
#: Exponents of the falling traffic of the ten posts (share of post r in proportion to 1 / r ** exponent): our choice.
CONCENTRATION = {"even": 0.0, "uneven": 1.0, "steep": 2.0}
POSTS = 10


def traffic(exponent: float, posts: int = POSTS) -> tuple[float, ...]:
    """Return the share of all crossings at posts that each post has, largest first.

    Parameters
    ----------
    exponent:
        0 for posts of equal size; the larger, the more of the traffic falls on the first.
    posts:
        Number of posts.

    Returns
    -------
    tuple of float
        Shares that add up to 1.

    Raises
    ------
    ValueError
        If there is no post, or the exponent is negative.
    """
    if posts < 1 or exponent < 0:
        raise ValueError("a border has at least one post, and its first post is its largest")
    weights = [1 / rank**exponent for rank in range(1, posts + 1)]
    return tuple(weight / sum(weights) for weight in weights)


@dataclass(frozen=True)
class Recorded:
    """Shares of all crossings of a border.

    Parameters
    ----------
    equipped:
        Crossings recorded at each post; 0 where nothing is recorded.
    unrecorded:
        Crossings at each post that nobody records.
    outside:
        Crossings that pass no post.
    """

    equipped: tuple[float, ...]
    unrecorded: tuple[float, ...]
    outside: float

    @property
    def share(self) -> float:
        """Recorded share of all crossings, 0 to 1."""
        return sum(self.equipped)


def recorded(shares: Sequence[float], count: int, order: Order = "largest", outside: float = 0.0, leaving: float = 0.0) -> Recorded:
    """Return what the equipped posts record.

    Parameters
    ----------
    shares:
        Share of each post in all crossings at posts, largest first.
    count:
        Number of equipped posts.
    order:
        Whether the largest or the smallest posts are equipped.
    outside:
        Share of all crossings that pass no post before anything is equipped, 0 to 1.
    leaving:
        Share of the travellers of an equipped post who from then on pass no post, 0 to 1.

    Returns
    -------
    Recorded
        Shares of all crossings; together they are 1, for nobody stays at home in this model.

    Raises
    ------
    ValueError
        If a share leaves 0 to 1, or more posts are equipped than there are.
    """
    if not 0 <= count <= len(shares):
        raise ValueError(f"{count} of {len(shares)} posts cannot be equipped")
    share("outside", outside)
    share("leaving", leaving)
    chosen = set(range(count) if order == "largest" else range(len(shares) - count, len(shares)))
    at_posts = [(1 - outside) * share for share in shares]
    equipped = tuple((1 - leaving) * share if place in chosen else 0.0 for place, share in enumerate(at_posts))
    unrecorded = tuple(0.0 if place in chosen else share for place, share in enumerate(at_posts))
    return Recorded(equipped, unrecorded, outside + leaving * sum(at_posts[place] for place in chosen))
