"""What a question names and a learning platform does not show: cards, tables and figures that stand above it on the built page."""

from __future__ import annotations

import base64
import html
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from urllib.parse import urljoin
from xml.etree.ElementTree import Element

from bs4 import BeautifulSoup, Tag

from migrationbook.core.errors import CourseError
from migrationbook.corpus.imprint import is_reserved
from migrationbook.exercises.moodle import element

#: How each sort of thing is found on a page. The paper version of an exercise has tables of its own.
_SELECTORS = {"cards": ".mb-fact", "tables": "table", "figures": ".mb-figure"}
_OF_EXERCISES = ".mb-mount"
#: What a mark of the page may keep where it goes; classes and ids belong to the page's style.
_KEPT = frozenset({"href", "src", "alt", "colspan", "rowspan", "scope", "lang"})


@dataclass(frozen=True)
class Carried:
    """What stands above a question.

    Parameters
    ----------
    html:
        The things, in the order of the page.
    files:
        Elements with the pictures that the HTML names.
    """

    html: str = ""
    files: tuple[Element, ...] = ()


#: What most questions carry.
NOTHING = Carried()


@lru_cache(maxsize=2)
def _article(page: Path) -> Tag:
    if not page.is_file():
        raise CourseError("the page is not built, and exercises name what stands on it", mend="run `make book` first", file=page)
    found = BeautifulSoup(page.read_text("utf-8"), "html5lib").select_one("article")
    assert found is not None  # every page has one
    return found


def carried(page: Path, exercise: str, things: Sequence[str], address: str) -> Carried:
    """Return what an exercise names: of its own section, or, if nothing of that sort stands there, of the whole page above it.

    Parameters
    ----------
    page:
        The built page.
    exercise:
        Id of the exercise.
    things:
        What it names.
    address:
        Address of the page in the published book, for links.

    Raises
    ------
    CourseError
        If the page is not built, or nothing of a sort stands above the exercise.
    """
    article = _article(page)
    mount = article.find(id=f"ask-{exercise}")
    assert isinstance(mount, Tag)  # the page was built from the same data
    above = [found for thing in things for found in _above(article, mount, thing, page)]
    parts: list[str] = []
    files: list[Element] = []
    for found in sorted(above, key=lambda tag: (tag.sourceline or 0, tag.sourcepos or 0)):
        copy = BeautifulSoup(str(found), "html5lib").body
        assert copy is not None
        files += [_as_file(drawing, f"{exercise}-{number}.svg") for number, drawing in enumerate(copy.find_all("svg"), len(files) + 1)]
        _plain(copy, address)
        parts.append(copy.decode_contents())
    return Carried("".join(parts), tuple(files))


def _above(article: Tag, mount: Tag, thing: str, page: Path) -> list[Tag]:
    def before(whole: Tag) -> list[Tag]:
        earlier = {id(tag) for tag in mount.find_all_previous(True)}
        return [tag for tag in whole.select(_SELECTORS[thing]) if id(tag) in earlier and not tag.find_parent(class_=_OF_EXERCISES[1:])]

    sections: Iterable[Tag] = (tag for tag in mount.find_parents("section") if tag.find("h2", recursive=False))
    found = next((there for section in sections if (there := before(section))), None) or before(article)
    if not found:
        raise CourseError(f"an exercise carries {thing}, but none stand above it: {mount['id']}", mend="correct its `carries`", file=page)
    return found


def _as_file(drawing: Tag, name: str) -> Element:
    """Return a drawing as a file of the question, and put a picture of it where it stood: platforms take no drawing in a text."""
    described = drawing if drawing.get("aria-label") else drawing.find_parent(attrs={"aria-label": True})
    assert described is not None  # a page without a text for a drawing is not built
    label = str(described["aria-label"])
    drawing["xmlns"] = "http://www.w3.org/2000/svg"
    content = base64.b64encode(drawing.decode(formatter="minimal").encode()).decode()
    drawing.replace_with(BeautifulSoup(f'<img src="@@PLUGINFILE@@/{name}" alt="{html.escape(label)}">', "html.parser"))
    return element("file", content, name=name, path="/", encoding="base64")


def _plain(part: Tag, address: str) -> None:
    """Take from a part of a page what belongs to the page alone, in place."""
    for gone in part.select("script, style, .headerlink, button"):
        gone.decompose()
    for link in part.find_all("a", href=True):
        target = urljoin(address, str(link["href"]))
        link["href"] = target
        if is_reserved(target):
            link.unwrap()
    for tag in part.find_all(True):
        tag.attrs = {name: value for name, value in tag.attrs.items() if name in _KEPT}
