"""Words to mark in an excerpt."""

from __future__ import annotations

import html
import re
from itertools import groupby
from typing import Any, ClassVar, Literal

from pydantic import Field

from migrationbook.core.passages import OMISSION, fold
from migrationbook.core.schema import Entry, Inline, require
from migrationbook.exercises import moodle
from migrationbook.exercises.base import Exercise, Export, Page, Question, Refusal, SheetWriter, Stored
from migrationbook.exercises.sheet import reason


class Words(Entry):
    """Words of an excerpt, and why they are wanted or not."""

    words: str = Field(min_length=1)
    why: Inline


class Mark(Exercise):
    """Words to mark in an excerpt."""

    kind: Literal["mark"]
    excerpt: str
    targets: list[Words] = Field(min_length=1)
    decoys: list[Words] = []
    stored: ClassVar[Stored] = "indices"
    shows_excerpt: ClassVar[bool] = True

    def check_passage(self, passage: str) -> None:
        folded = f" {_one_line(passage)} "
        for field in ("targets", "decoys"):
            for number, phrase in enumerate(getattr(self, field)):
                require(
                    f" {phrase.words} " in folded,
                    f"“{phrase.words}” does not stand in the excerpt “{self.excerpt}” as whole words",
                    "copy the words from the excerpt, with the punctuation that is glued to them",
                    field,
                    number,
                )

    def marked(self, passage: str) -> list[dict[str, Any]]:
        """Return the words of a passage, each with the target or decoy that it belongs to.

        Parameters
        ----------
        passage:
            The German of the excerpt.
        """
        # an omission sign is one thing, not words to mark
        pieces = re.split(f"({OMISSION.pattern})", passage)
        found: list[dict[str, Any]] = []
        for piece in pieces:
            if OMISSION.fullmatch(piece):
                found.append({"text": piece, "target": None, "decoy": None, "fixed": True})
            else:
                found += [{"text": word, "target": None, "decoy": None} for word in piece.split()]
        for field, wanted in (("target", self.targets), ("decoy", self.decoys)):
            for number, phrase in enumerate(wanted):
                sought = phrase.words.split()
                start = next(at for at in range(len(found)) if [entry["text"] for entry in found[at : at + len(sought)]] == sought)
                for entry in found[start : start + len(sought)]:
                    entry[field] = number
        return found

    def page_data(self, page: Page) -> dict[str, Any]:
        def reasons(wanted: list[Words]) -> list[dict[str, str]]:
            return [{"text": phrase.words, "why": page.html(phrase.why)} for phrase in wanted]

        return {
            "lang": "de",
            "words": self.marked(page.passage(self.excerpt)),
            "targets": reasons(self.targets),
            "decoys": reasons(self.decoys),
        }

    def worksheet(self, page: Page) -> str:
        passage = html.escape(fold(page.passage(self.excerpt)), quote=False)
        return f'<p>{self.kind_words("worksheet.instruction")}</p>\n<blockquote lang="de" translate="no">{passage}</blockquote>'

    def _on_paper(self, write: SheetWriter) -> list[dict[str, Any]]:
        return self.marked(_one_line(write.passage(self.excerpt)))

    def student_view(self, write: SheetWriter, uid: str) -> dict[str, Any]:
        return {"passage": " ".join(entry["text"] for entry in self._on_paper(write))}

    def answer_key(self, write: SheetWriter, uid: str) -> dict[str, Any]:
        runs = groupby(self._on_paper(write), lambda entry: (entry["target"], entry["decoy"]))
        return {
            "runs": [
                {"text": " ".join(entry["text"] for entry in run), "wanted": target is not None, "decoy": decoy is not None}
                for (target, decoy), run in runs
            ],
            "reasons": [
                *(reason(write.text(phrase.why), phrase.words, True, german=True) for phrase in self.targets),
                *(reason(write.text(phrase.why), phrase.words, german=True, decoy=True) for phrase in self.decoys),
            ],
        }

    def moodle(self, export: Export) -> Question | Refusal:
        if not self.decoys:
            return Refusal(self.kind_words("moodle.refused"))
        passage = f" {_one_line(export.passage(self.excerpt))} "
        phrases = [(phrase, True) for phrase in self.targets] + [(phrase, False) for phrase in self.decoys]
        # in the order in which a reader comes upon them
        phrases.sort(key=lambda phrase: passage.index(f" {phrase[0].words} "))
        options = [
            (f'<span lang="de" translate="no">{html.escape(phrase.words, quote=False)}</span>', right, export.html(phrase.why))
            for phrase, right in phrases
        ]
        return moodle.choice(options, single=False, shuffle=False)


def _one_line(passage: str) -> str:
    return " ".join(passage.split())
