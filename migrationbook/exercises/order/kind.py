"""Things to put in order."""

from __future__ import annotations

from typing import Any, ClassVar, Literal

from pydantic import Field, model_validator

from migrationbook.core.markup import terms_html
from migrationbook.core.schema import Entry, Inline, distinct
from migrationbook.exercises import worksheet
from migrationbook.exercises.base import Exercise, Export, Page, Question, SheetWriter, Stored, shuffled
from migrationbook.exercises.moodle import element, html_element
from migrationbook.exercises.sheet import reason


class Item(Entry):
    """A thing to put in its place."""

    text: Inline
    why: Inline


class Order(Exercise):
    """Things to put in order; the data hold them in the right one."""

    kind: Literal["order"]
    items: list[Item] = Field(min_length=3)
    stored: ClassVar[Stored] = "indices"

    @model_validator(mode="after")
    def _items_differ(self) -> Order:
        distinct([item.text for item in self.items], "the item", "items")
        return self

    def shown(self, uid: str) -> list[int]:
        """Return the order in which the items are shown at first; never the right one."""
        shown = shuffled(range(len(self.items)), uid, lambda index: self.items[index].text)
        return shown[1:] + shown[:1] if shown == sorted(shown) else shown

    def page_data(self, page: Page) -> dict[str, Any]:
        items = [{"html": page.html(item.text), "text": page.plain(item.text), "why": page.html(item.why)} for item in self.items]
        return {"items": items, "shown": self.shown(page.uid)}

    def worksheet(self, page: Page) -> str:
        instruction = self.kind_words("worksheet.instruction", count=len(self.items))
        return f"<p>{instruction}</p>\n" + worksheet.boxes([page.html(self.items[index].text) for index in self.shown(page.uid)])

    def student_view(self, write: SheetWriter, uid: str) -> dict[str, Any]:
        return {"items": [write.text(self.items[index].text) for index in self.shown(uid)]}

    def answer_key(self, write: SheetWriter, uid: str) -> dict[str, Any]:
        return {
            "places": [index + 1 for index in self.shown(uid)],
            "reasons": [
                reason(write.text(item.why), str(place), True, what=write.text(item.text)) for place, item in enumerate(self.items, 1)
            ],
        }

    def moodle(self, export: Export) -> Question:
        # what is called a fraction is the place in the order; this type keeps no reason of an item
        items = [html_element("answer", export.html(item.text), fraction=str(place)) for place, item in enumerate(self.items, 1)]
        settings = {"layouttype": "VERTICAL", "selecttype": "ALL", "selectcount": "0", "numberingstyle": "none"}
        # without the last Moodle finds nothing to write into a column of its database, and stops in the middle of a file
        settings |= {"gradingtype": "ABSOLUTE_POSITION", "showgrading": "SHOW", "shownumcorrect": "1"}
        reasons = [(f"{place}. {export.html(item.text)}", export.html(item.why)) for place, item in enumerate(self.items, 1)]
        parts = [*(element(name, value) for name, value in settings.items()), *items]
        return Question("ordering", parts, feedback=terms_html(reasons))
