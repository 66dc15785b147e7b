"""A number to compute."""

from __future__ import annotations

import html
from typing import Any, ClassVar, Literal
from xml.etree.ElementTree import Element

from pydantic import Field, model_validator

from migrationbook.core.inline_typst import fine, unbroken
from migrationbook.core.schema import Entry, Inline, require
from migrationbook.exercises.base import Exercise, Export, Page, Question, SheetWriter, Stored
from migrationbook.exercises.moodle import element, html_element
from migrationbook.exercises.sheet import reason
from migrationbook.exercises.worksheet import BLANK


class Mistake(Entry):
    """A wrong number that a reader may well get, and the reason.

    Parameters
    ----------
    tolerance:
        Distance at which a number still counts as this mistake; the exercise's own tolerance if it is not given.
    """

    value: float
    tolerance: float | None = Field(default=None, ge=0)
    why: Inline


class Numeric(Exercise):
    """A number to compute."""

    kind: Literal["numeric"]
    answer: float
    tolerance: float = Field(ge=0)
    unit: str = ""
    why: Inline
    mistakes: list[Mistake] = []
    otherwise: Inline
    stored: ClassVar[Stored] = "text"

    @model_validator(mode="after")
    def _mistakes_are_wrong(self) -> Numeric:
        for position, mistake in enumerate(self.mistakes):
            require(
                abs(mistake.value - self.answer) > self.tolerance,
                f"the mistake {mistake.value:g} would be accepted as right",
                "make the tolerance smaller, or take the mistake out",
                "mistakes",
                position,
            )
            for earlier in self.mistakes[:position]:
                require(
                    abs(mistake.value - earlier.value) > self._reach(earlier),
                    f"the mistake {mistake.value:g} would be taken for the mistake {earlier.value:g}",
                    "give the earlier one a smaller `tolerance:`",
                    "mistakes",
                    position,
                )
        return self

    def _reach(self, mistake: Mistake) -> float:
        return self.tolerance if mistake.tolerance is None else mistake.tolerance

    def page_data(self, page: Page) -> dict[str, Any]:
        return {
            "answer": self.answer,
            "tolerance": self.tolerance,
            "unit": self.unit,
            "why": page.html(self.why),
            "mistakes": [
                {"value": mistake.value, "tolerance": self._reach(mistake), "why": page.html(mistake.why)} for mistake in self.mistakes
            ],
            "otherwise": page.html(self.otherwise),
        }

    def worksheet(self, page: Page) -> str:
        return f"<p>{self.kind_words('worksheet.answer')} {BLANK} {html.escape(self.unit)}</p>"

    def student_view(self, write: SheetWriter, uid: str) -> dict[str, Any]:
        return {"unit": fine(self.unit)}

    def answer_key(self, write: SheetWriter, uid: str) -> dict[str, Any]:
        answer = as_read(self.answer)
        spread = f" ± {as_read(self.tolerance)}" if self.tolerance else ""
        return {
            "value": answer,
            "why": write.text(self.why),
            "answer": unbroken(f"{answer}{spread} {self.unit}".strip()),
            "reasons": [
                reason(write.text(self.why), answer, True),
                *(reason(write.text(mistake.why), as_read(mistake.value)) for mistake in self.mistakes),
                reason(write.text(self.otherwise), otherwise=True),
            ],
        }

    def moodle(self, export: Export) -> Question:
        def answer(value: str, fraction: str, why: str, reach: float = self.tolerance) -> Element:
            fields = [element("text", value), html_element("feedback", export.html(why)), element("tolerance", _exact(reach))]
            return element("answer", "", *fields, fraction=fraction)

        right = answer(_exact(self.answer), "100", self.why)
        mistakes = [answer(_exact(mistake.value), "0", mistake.why, self._reach(mistake)) for mistake in self.mistakes]
        # Moodle takes the first answer that fits; the last fits every number; none has a unit in its field
        parts = [right, *mistakes, answer("*", "0", self.otherwise), element("showunits", "3")]
        unit = f"<p>{self.kind_words('moodle.unit', unit=html.escape(self.unit, quote=False))}</p>" if self.unit else ""
        return Question("numerical", parts, unit)


def as_read(value: float) -> str:
    """Return a number as a reader writes it: “16.6”, “1,603.4”, with a true minus."""
    return f"{value:,.12g}".replace("-", "−")


def _exact(value: float) -> str:
    """Return a number without loss, “24” rather than “24.0”."""
    return repr(float(value)).removesuffix(".0")
