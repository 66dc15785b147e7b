"""The registers of the reference part, made from the course's data: sources, systems, facts, series and figures.

Each is a table that can be read as it stands; the page's script adds sorting and a filter. On a narrow screen a row
becomes a card, so every cell carries the head of its column.
"""

from __future__ import annotations

import html
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from migrationbook.core.files import read_json, read_text, write_text
from migrationbook.core.inline import TO_CHAPTERS, one_line, to_html, typographic
from migrationbook.core.made import depend_on
from migrationbook.core.paths import SITE_FILES
from migrationbook.core.pool import Product
from migrationbook.core.strings import date_words, word_list, words
from migrationbook.corpus.entries import Evidence, last_day
from migrationbook.corpus.load import Corpus
from migrationbook.drawings import style as figures

#: Where the site keeps tables and pictures to take away, seen from its root.
DOWNLOADS = "downloads"


@dataclass(frozen=True)
class Cell:
    """A cell of a register.

    Parameters
    ----------
    html:
        What it shows.
    key:
        What it is sorted by; its words if nothing is given.
    """

    html: str
    key: str = ""


def register(name: str, rows: Iterable[tuple[str, list[Cell]]], caption: str = "caption") -> str:
    """Return a table that can be sorted and filtered, and read without either.

    Parameters
    ----------
    name:
        Its section in ``strings.en.json`` under ``registers``: caption and heads of the columns.
    rows:
        The id of each row in the page, and its cells; the first names the row.
    caption:
        Name of the caption in that section.
    """
    heads = word_list(f"registers.{name}.heads")
    head = "".join(f'<th scope="col">{html.escape(title)}</th>' for title in heads)
    body = "\n".join(_row(identifier, cells, heads) for identifier, cells in rows)
    return (
        f'<div class="mb-register">\n<table>\n<caption>{html.escape(words(f"registers.{name}.{caption}"))}</caption>\n'
        f"<thead><tr>{head}</tr></thead>\n<tbody>\n{body}\n</tbody>\n</table>\n</div>"
    )


def _row(identifier: str, cells: list[Cell], heads: list[str]) -> str:
    written = []
    for position, (cell, title) in enumerate(zip(cells, heads, strict=True)):
        opening = 'th scope="row"' if position == 0 else "td"
        key = f' data-key="{html.escape(cell.key)}"' if cell.key else ""
        written.append(f'<{opening} data-head="{html.escape(title)}"{key}>{cell.html}</{opening.split()[0]}>')
    return f'<tr id="{html.escape(identifier)}">\n' + "\n".join(written) + "\n</tr>"


def _lesson_link(corpus: Corpus, name: str, fragment: str = "") -> str:
    return f'<a href="{TO_CHAPTERS}{name}.html{fragment}">{to_html(corpus.lessons[name].question, corpus)}</a>'


def sources_register(corpus: Corpus) -> str:
    """Return the five sources with their layers: who speaks, when, in what genre, to whom, how much is quoted.

    Parameters
    ----------
    corpus:
        The course's data.
    """
    quoted, rows = corpus.words_quoted(), []
    for source in corpus.sources.values():
        total = corpus.fingerprints[source.key].words
        layers = "".join(
            f"<li><b>{html.escape(typographic(layer))}</b>: {to_html(speaker, corpus)}</li>" for layer, speaker in source.layers.items()
        )
        share = words("registers.sources.share", quoted=quoted[source.key], total=total, share=quoted[source.key] / total)
        title = f'<span lang="de">{html.escape(source.title)}</span> {to_html(f"[@{source.key}]", corpus)}'
        rows.append((
            f"source-{source.number}",
            [
                Cell(source.number),
                Cell(title),
                Cell(to_html(source.who, corpus)),
                Cell(to_html(source.when, corpus)),
                Cell(to_html(source.genre, corpus) + "; " + to_html(source.to_whom, corpus)),
                Cell(f"<ul>{layers}</ul>" if layers else words("registers.sources.one_layer")),
                Cell(share, f"{quoted[source.key] / total:.3f}"),
            ],
        ))  # fmt: skip
    return register("sources", rows)


def systems_register(corpus: Corpus) -> str:
    """Return every system that the sources name, with operator, phase, function, passage, lesson, exercise and state.

    Parameters
    ----------
    corpus:
        The course's data.
    """
    rows = []
    for place, system in enumerate(corpus.systems.values()):
        asked = next(asked for asked in corpus.asked(system.lesson) if asked.uid == system.exercise)
        excerpt = corpus.excerpts[system.excerpt]
        number = corpus.sources[excerpt.source].number
        exercise = f'<a href="{TO_CHAPTERS}{system.lesson}.html#ask-{asked.id}">{words("exercise", number=asked.number)}</a>'
        told = f"{system.state} {corpus.not_found(system.search)}" if system.search else system.state
        state = f"{to_html(told, corpus)} <small>{words('fact.as_of', date=date_words(system.as_of))}.</small>"
        rows.append((
            f"system-{system.id}",
            [
                Cell(to_html(system.name, corpus), f"{place:03}"),
                Cell(", ".join(words(f"registers.systems.phase.{phase}") for phase in system.phase)),
                Cell(", ".join(words(f"registers.systems.does.{verb}") for verb in system.does)),
                Cell(to_html(system.operator, corpus)),
                Cell(f'{number}: <q lang="de" translate="no">{html.escape(corpus.passage(system.excerpt))}</q>', number),
                Cell(f"{_lesson_link(corpus, system.lesson)} ({exercise})", system.lesson),
                Cell(state, str(last_day(system.as_of))),
                Cell(words(f"registers.systems.seen.{system.seen}")),
            ],
        ))  # fmt: skip
    return register("systems", rows)


#: The chapters whose facts have a page of their own: one page of all was too heavy for a phone.
_FACTS_APART = {"phases", "ai-act"}


def facts_register(corpus: Corpus, apart: bool = False) -> str:
    """Return dated statements with their evidence, the lesson that shows them, their date and the day of their review.

    Parameters
    ----------
    corpus:
        The course's data.
    apart:
        Whether to list those of the chapters that have a page of their own, or those of all others.
    """
    shown = _shown_in(corpus, corpus.facts_shown)
    rows = []
    for place, (name, fact) in enumerate(corpus.facts.items()):
        if (name.split("/")[0] in _FACTS_APART) != apart:
            continue
        lessons = [_lesson_link(corpus, lesson, f"#fact-{name.replace('/', '-')}") for lesson in shown.get(name, [])]
        evidence = "; ".join(_evidence(corpus, item) for item in fact.sources)
        if fact.search:
            evidence += f'; <a href="{TO_CHAPTERS}reference/searches.html#search-{fact.search}">{words("registers.facts.search")}</a>'
        statement = to_html(fact.statement, corpus) + "".join(_corrected_by(corpus, name))
        rows.append((
            f"fact-{name.replace('/', '-')}",
            [
                Cell(statement, f"{place:04}"),
                Cell(date_words(fact.as_of), str(last_day(fact.as_of))),
                Cell(date_words(fact.review_by), str(last_day(fact.review_by))),
                Cell(words(f"registers.facts.{fact.verified}")),
                Cell(evidence),
                Cell("<br>".join(lessons) or words("registers.facts.nowhere"), name.split("/")[0]),
            ],
        ))  # fmt: skip
    return register("facts", rows, "caption_apart" if apart else "caption")


def _corrected_by(corpus: Corpus, name: str) -> Iterator[str]:
    """Return a link to each fact that corrects a fact."""
    for right in corpus.corrections.get(name, ()):
        label = words("registers.facts.corrected", date=date_words(corpus.facts[right].as_of))
        page = "facts-phases-ai-act" if right.split("/")[0] in _FACTS_APART else "facts"
        yield f' <a href="{TO_CHAPTERS}reference/{page}.html#fact-{right.replace("/", "-")}">{label}</a>'


def searches_register(corpus: Corpus) -> str:
    """Return every search with what was looked for, where, when and with which words, and the day of the next.

    Parameters
    ----------
    corpus:
        The course's data.
    """
    unrecorded = words("registers.searches.unrecorded")
    rows = []
    for place, (name, search) in enumerate(corpus.searches.items()):
        searched = ", ".join(f"“{html.escape(word)}”" for word in search.words) if search.words else unrecorded
        rows.append((
            f"search-{name}",
            [
                Cell(to_html(search.looked_for, corpus), f"{place:03}"),
                Cell(to_html(search.found, corpus) if search.found else words("registers.searches.nothing")),
                Cell(date_words(search.day), str(last_day(search.day))),
                Cell(date_words(search.review_by), str(last_day(search.review_by))),
                Cell(to_html(search.where, corpus) if search.where else unrecorded),
                Cell(searched),
            ],
        ))  # fmt: skip
    return register("searches", rows)


def _evidence(corpus: Corpus, item: Evidence) -> str:
    place = f", {item.locator}" if item.locator else ""
    return to_html(f"[@{item.key}{place}]", corpus)


def series_register(corpus: Corpus) -> str:
    """Return every table of figures with what it holds, its columns, its date, and the file to take away.

    Parameters
    ----------
    corpus:
        The course's data.
    """
    rows = []
    for resource in corpus.tables:
        path = corpus.data / resource["path"]
        columns = ", ".join(f"<code>{html.escape(field['name'])}</code>" for field in resource["schema"]["fields"])
        count = max(0, len(path.read_text("utf-8").splitlines()) - 1)
        file = f'<a href="{TO_CHAPTERS}../{DOWNLOADS}/{path.name}" download>{html.escape(path.name)}</a>'
        rows.append((
            f"series-{resource['name']}",
            [
                Cell(html.escape(typographic(resource["title"]))),
                Cell(html.escape(typographic(resource["description"]))),
                Cell(columns),
                Cell(str(count), f"{count:06}"),
                Cell(date_words(resource["as_of"]), str(last_day(resource["as_of"]))),
                Cell(file),
            ],
        ))  # fmt: skip
    return register("series", rows)


def figures_register(corpus: Corpus) -> str:
    """Return every figure with its message, what it shows, its sources and date, its lesson, and the picture to take away.

    Parameters
    ----------
    corpus:
        The course's data.
    """
    shown = _shown_in(corpus, corpus.figures_shown)
    rows = []
    for place, (name, text) in enumerate(corpus.figures.items()):
        lessons = [_lesson_link(corpus, lesson, f"#figure-{text.id}") for lesson in shown.get(name, [])]
        file = f"{name.replace('/', '-')}.svg"
        rows.append((
            f"picture-{name.replace('/', '-')}",
            [
                Cell(to_html(text.title, corpus), f"{place:03}"),
                Cell(to_html(text.caption, corpus)),
                Cell("; ".join(to_html(f"[@{key}]", corpus) for key in text.source)),
                Cell(date_words(text.as_of), str(last_day(text.as_of))),
                Cell("<br>".join(lessons)),
                Cell(f'<a href="{TO_CHAPTERS}../{DOWNLOADS}/{file}" download>{file}</a>'),
            ],
        ))  # fmt: skip
    return register("figures", rows)


def _shown_in(corpus: Corpus, shown: Callable[[str], set[str]]) -> Mapping[str, list[str]]:
    """Return the lessons, in reading order, that show each thing."""
    found: dict[str, list[str]] = {}
    for chapter in corpus.chapters:
        for lesson in chapter.lessons:
            for name in sorted(shown(lesson)):
                found.setdefault(name, []).append(lesson)
    return found


#: Every register by the name that the directive takes.
REGISTERS: Mapping[str, Callable[[Corpus], str]] = {
    "sources": sources_register,
    "systems": systems_register,
    "facts": facts_register,
    "facts-phases-ai-act": partial(facts_register, apart=True),
    "searches": searches_register,
    "series": series_register,
    "figures": figures_register,
}


def download_products(corpus: Corpus, site_files: Path = SITE_FILES) -> list[Product]:
    """Return the tables and pictures that readers may take away, to be put into the site.

    Parameters
    ----------
    corpus:
        The course.
    site_files:
        What the site takes up.
    """
    target = site_files / DOWNLOADS
    pictures = [target / f"{name.replace('/', '-')}.svg" for name in corpus.figures]
    tables = [target / Path(table["path"]).name for table in corpus.tables]
    return [Product("downloads", (target / "datapackage.json", *tables, *pictures), partial(_publish, corpus, target), cost=3)]


def _publish(corpus: Corpus, target: Path) -> None:
    depend_on(f"module:{__name__}", "file:data/datapackage.json", "file:data/series/*.csv")
    for resource in corpus.tables:
        write_text(target / Path(resource["path"]).name, read_text(corpus.data / resource["path"]))
    package = read_json(corpus.data / "datapackage.json")
    for resource in package["resources"]:
        resource["path"] = Path(resource["path"]).name
    write_text(target / "datapackage.json", json.dumps(package, ensure_ascii=False, indent=2) + "\n")
    drawn = figures.drawings()
    for name, text in corpus.figures.items():
        with figures.house_style():
            picture = figures.svg(drawn[name](text, figures.PAGE_SIZE), name)
        described = picture.replace("<svg ", f'<svg role="img" aria-label="{html.escape(one_line(text.alt))}" ', 1)
        write_text(target / f"{name.replace('/', '-')}.svg", described)
