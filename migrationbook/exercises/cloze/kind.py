"""A text with gaps."""

from __future__ import annotations

import html
import re
from typing import Annotated, Any, ClassVar, Literal

from pydantic import Field, model_validator

from migrationbook.core.inline_typst import fine, with_gaps
from migrationbook.core.schema import Entry, Inline, Places, Plain, distinct, require
from migrationbook.exercises.base import Exercise, Export, Page, Question, SheetWriter, Stored, shuffled
from migrationbook.exercises.moodle import outside_gaps
from migrationbook.exercises.sheet import reason
from migrationbook.exercises.worksheet import BLANK

#: Signs that mean something between the braces of a gap of Moodle's. It reads entities there once, then takes a backslash
#: away that stands before a brace or a hash; so a backslash stays an entity after that reading.
_GAP_SIGNS = str.maketrans({sign: f"&#{ord(sign)};" for sign in "&<>{}~#"} | {"\\": "&#38;&#35;92;"})


class WrongWord(Entry):
    """A word that does not fit into a gap, and the reason."""

    text: Plain
    why: Inline


class Gap(Entry):
    """A gap in a text, with the word that fits and words that do not."""

    right: Plain
    why: Inline
    wrong: list[WrongWord] = Field(min_length=1)

    def choices(self, seed: str) -> list[dict[str, Any]]:
        """Return the words offered, in the order in which they are offered."""
        offered = [{"text": self.right, "right": True, "why": self.why}]
        offered += [{"text": wrong.text, "right": False, "why": wrong.why} for wrong in self.wrong]
        return shuffled(offered, seed, lambda choice: choice["text"])


class Cloze(Exercise):
    """A text with gaps. ``{0}``, ``{1}`` … stand for the gaps."""

    kind: Literal["cloze"]
    text: Annotated[Inline, Places(r"\d+")]
    gaps: list[Gap] = Field(min_length=1)
    stored: ClassVar[Stored] = "indices"

    @model_validator(mode="after")
    def _gaps_fit(self) -> Cloze:
        numbers = [int(number) for number in re.findall(r"\{(\d+)\}", self.text)]
        require(
            numbers == list(range(len(self.gaps))),
            f"the text has the gaps {numbers}, the list has {len(self.gaps)}",
            "number the gaps {0}, {1}, … in the order of the list, each once",
            "text",
        )
        for position, gap in enumerate(self.gaps):
            distinct([gap.right, *(wrong.text for wrong in gap.wrong)], f"in gap {position} the word", "gaps")
        return self

    def _choices(self, uid: str) -> list[list[dict[str, Any]]]:
        return [gap.choices(f"{uid}:{number}") for number, gap in enumerate(self.gaps)]

    def page_data(self, page: Page) -> dict[str, Any]:
        return {
            "segments": _segments(page.html(self.text)),
            "gaps": [
                {"options": [{**choice, "why": page.html(choice["why"])} for choice in choices]} for choices in self._choices(page.uid)
            ],
        }

    def worksheet(self, page: Page) -> str:
        filled, *segments = _segments(page.html(self.text))
        for number, segment in enumerate(segments, 1):
            filled += f"{BLANK}<sup>{number}</sup>{segment}"
        offered = [" · ".join(html.escape(choice["text"]) for choice in choices) for choices in self._choices(page.uid)]
        offers = "\n".join(f"<li>{words}</li>" for words in offered)
        return f'<p class="mb-gaps">{filled}</p>\n<ol class="mb-offers">\n{offers}\n</ol>'

    def student_view(self, write: SheetWriter, uid: str) -> dict[str, Any]:
        offers = [[fine(choice["text"]) for choice in choices] for choices in self._choices(uid)]
        return {"text": with_gaps(write.text(self.text)), "offers": offers}

    def answer_key(self, write: SheetWriter, uid: str) -> dict[str, Any]:
        words = [fine(gap.right) for gap in self.gaps]
        reasons = []
        for gap in self.gaps:
            reasons.append(reason(write.text(gap.why), fine(gap.right), True))
            reasons += [reason(write.text(wrong.why), fine(wrong.text)) for wrong in gap.wrong]
        return {"words": words, "answer": " · ".join(words), "reasons": reasons}

    def moodle(self, export: Export) -> Question:
        first, *rest = (outside_gaps(segment) for segment in _segments(export.html(self.text)))
        gaps = [_moodle_gap(choices, export) for choices in self._choices(export.uid)]
        return Question("cloze", [], f"<p>{first}{''.join(gap + segment for gap, segment in zip(gaps, rest, strict=True))}</p>")


def _segments(text: str) -> list[str]:
    """Return the pieces of a text between its gaps."""
    return re.split(r"\{\d+\}", text)


def _moodle_gap(choices: list[dict[str, Any]], export: Export) -> str:
    offered = "~".join(
        f"{'=' if choice['right'] else '%0%'}{html.escape(choice['text'], quote=False).translate(_GAP_SIGNS)}"
        f"#{export.html(choice['why']).translate(_GAP_SIGNS)}"
        for choice in choices
    )
    return f"{{1:MULTICHOICE:{offered}}}"
