"""Proof that an excerpt is verbatim, without the source's text standing in the repository.

A source is folded (tags off, entities resolved, white space folded) and cut into words. Of every five consecutive
words a 16-bit hash is kept; the sorted set of these hashes is the source's fingerprint. An excerpt is verbatim if
the hash of each of its five-word windows is in the set.

The hashes are short on purpose: with long ones the text could be read back by trying words. The price is that a
wrong window passes by chance with a probability of (number of hashes) / 65 536, at most 5 % for the longest source.
A changed word in the middle stands in five windows; only the first and the last words of an excerpt stand in fewer.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from pathlib import Path

from migrationbook.core.errors import CourseError
from migrationbook.core.files import read_text
from migrationbook.core.passages import OMISSION, fold

WINDOW = 5
_HASH_BITS = 16


def window_hashes(text: str) -> list[int]:
    """Return the 16-bit hash of each five-word window of a folded text, in order.

    Parameters
    ----------
    text:
        A text as :func:`fold` returns it.
    """
    words = fold(text).split(" ")
    return [
        int.from_bytes(hashlib.sha256(" ".join(words[start : start + WINDOW]).encode()).digest()[: _HASH_BITS // 8])
        for start in range(len(words) - WINDOW + 1)
    ]


@dataclass(frozen=True)
class Fingerprint:
    """What the repository keeps of a source's text.

    Parameters
    ----------
    words:
        Number of words of the source.
    hashes:
        The set of its window hashes.
    """

    words: int
    hashes: frozenset[int]

    @classmethod
    def of(cls, text: str) -> Fingerprint:
        """Make the fingerprint of a source's text.

        Parameters
        ----------
        text:
            The whole text of the source.
        """
        return cls(len(fold(text).split()), frozenset(window_hashes(text)))

    def dumps(self) -> str:
        """Return the fingerprint as the text of its file: one line of words, then sorted hashes, 16 a line."""
        digits = [f"{value:04x}" for value in sorted(self.hashes)]
        rows = [" ".join(digits[start : start + 16]) for start in range(0, len(digits), 16)]
        return "\n".join([f"words {self.words}", *rows]) + "\n"

    @classmethod
    def read(cls, path: Path) -> Fingerprint:
        """Read a fingerprint from its file.

        Parameters
        ----------
        path:
            The file that :meth:`dumps` was written to.

        Raises
        ------
        CourseError
            If the file is damaged; a fingerprint with a part missing would call excerpts false.
        """
        text = read_text(path)
        if not re.fullmatch(r"words \d+\n([0-9a-f]{4}[ \n])*(?<=\n)", text):
            raise CourseError("the fingerprint is damaged or cut off", mend="restore it from git", file=path)
        head, *rows = text.splitlines()
        return cls(int(head.removeprefix("words ")), frozenset(int(digits, 16) for row in rows for digits in row.split()))


def parts(excerpt: str) -> list[str]:
    """Return the uninterrupted parts of an excerpt, folded.

    Parameters
    ----------
    excerpt:
        German of an excerpt, with […] where words are left out and […: ours] where words are added.
    """
    return [part for part in (fold(piece) for piece in OMISSION.split(excerpt)) if part]


def words_quoted(excerpt: str) -> int:
    """Return how many words of the source an excerpt quotes; omissions and our additions do not count.

    Parameters
    ----------
    excerpt:
        As in :func:`parts`.
    """
    return sum(len(part.split()) for part in parts(excerpt))


def faults(excerpt: str, fingerprint: Fingerprint) -> list[str]:
    """Return what keeps an excerpt from being proven; nothing if it is verbatim.

    Parameters
    ----------
    excerpt:
        The quoted text.
    fingerprint:
        The fingerprint of its source.

    Returns
    -------
    list of str
        A part that is too short to prove, or the words around the place where the excerpt leaves the source.
    """
    found = []
    for part in parts(excerpt):
        words = part.split(" ")
        if len(words) < WINDOW:
            found.append(f"“{part}” has fewer than {WINDOW} words and cannot be proven")
            continue
        for start, value in enumerate(window_hashes(part)):
            if value not in fingerprint.hashes:
                found.append(f"“{' '.join(words[start : start + WINDOW])}” does not stand in the source")
                break
    return found
