"""A statement that is true or false."""

from __future__ import annotations

from typing import Any, ClassVar, Literal

from migrationbook.core.schema import Inline
from migrationbook.exercises import moodle, worksheet
from migrationbook.exercises.base import Exercise, Export, Page, Question, Refusal, SheetWriter, Stored
from migrationbook.exercises.sheet import reason


class TrueFalse(Exercise):
    """A statement that is true or false."""

    kind: Literal["true-false"]
    statement: Inline
    holds: bool
    why: Inline
    stored: ClassVar[Stored] = "index"

    @property
    def _sides(self) -> list[tuple[str, bool]]:
        return [(self.kind_words("true"), self.holds), (self.kind_words("false"), not self.holds)]

    def page_data(self, page: Page) -> dict[str, Any]:
        sides = [{"html": words, "right": right} for words, right in self._sides]
        return {"statement": page.html(self.statement), "options": sides, "why": page.html(self.why)}

    def worksheet(self, page: Page) -> str:
        return f"<p>{page.html(self.statement)}</p>\n" + worksheet.boxes([words for words, _ in self._sides])

    def student_view(self, write: SheetWriter, uid: str) -> dict[str, Any]:
        return {"statement": write.text(self.statement), "options": [[words] for words, _ in self._sides]}

    def answer_key(self, write: SheetWriter, uid: str) -> dict[str, Any]:
        right = [right for _, right in self._sides]
        answer = "AB"[right.index(True)]
        return {"right": right, "answer": answer, "reasons": [reason(write.text(self.why), answer, True)]}

    def moodle(self, export: Export) -> Question | Refusal:
        why = export.html(self.why)
        made = moodle.choice([(words, right, why) for words, right in self._sides], single=True, shuffle=False)
        return Question(made.type, made.parts, f"<p>{export.html(self.statement)}</p>") if isinstance(made, Question) else made
