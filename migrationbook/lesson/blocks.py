"""The building blocks of a lesson's page, each in two faces: MyST for the book, HTML for JupyterLab."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable
from dataclasses import dataclass

from migrationbook.core.inline import TO_CHAPTERS, escape_myst, one_line, plain, to_html, to_myst
from migrationbook.core.markup import terms_html
from migrationbook.core.passages import fold
from migrationbook.core.strings import date_words, words
from migrationbook.corpus.entries import Excerpt, Fact, Source
from migrationbook.corpus.lesson import Discussion, Lesson, SecondVoice
from migrationbook.corpus.load import Corpus
from migrationbook.corpus.outline import Chapter


@dataclass(frozen=True)
class Block:
    """Something that a notebook shows.

    Parameters
    ----------
    myst:
        MyST for the book: found by the search, citations and glossary of Sphinx.
    html:
        HTML for JupyterLab, which knows no MyST.
    """

    myst: str
    html: str

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> dict[str, str]:
        return {"text/markdown": self.myst, "text/html": f'<div class="mb-block">{self.html}</div>'}


def fence(body: str, classes: str, identifier: str | None = None) -> str:
    """Return a MyST block with classes, an id and a body, fenced with more colons than anything in the body.

    Parameters
    ----------
    body:
        MyST.
    classes:
        Class names, separated by spaces.
    identifier:
        The block's id in the page.
    """
    colons = ":" * (max([2, *(len(run) for run in re.findall(r"^:{3,}", body, re.MULTILINE))]) + 1)
    option = f":id: {identifier}\n" if identifier else ""
    return f"{colons}{{block}} {classes}\n{option}\n{body}\n{colons}"


def terms(rows: Iterable[tuple[str, str]]) -> str:
    """Return a MyST definition list of terms and details.

    Parameters
    ----------
    rows:
        Term and detail of each row, in MyST.
    """
    return "\n\n".join(f"{term}\n: {detail}" for term, detail in rows)


def opening(corpus: Corpus, lesson: Lesson) -> Block:
    """Return the opening of a lesson: question, objectives, time, path, what it builds on.

    Parameters
    ----------
    corpus:
        The course's data.
    lesson:
        The lesson.
    """
    questions = {need: plain(corpus.lessons[need].question, corpus) for need in lesson.needs}
    needs = ", ".join(f"[{escape_myst(question)}](/chapters/{need})" for need, question in questions.items())
    needs_html = ", ".join(html.escape(question) for question in questions.values())
    rows = [
        (words("opening.minutes"), words("opening.minutes_value", minutes=lesson.minutes)),
        (words("opening.path"), words(f"opening.{lesson.path}")),
    ]
    parts, listed = [fence(to_myst(lesson.question), "mb-question")], ""
    if lesson.objectives:  # a short test has none
        parts.append(fence(words("opening.objectives") + " …", "mb-kicker"))
        parts.append("\n".join(f"- {to_myst(objective)}" for objective in lesson.objectives))
        items = "".join(f"<li>{to_html(objective)}</li>" for objective in lesson.objectives)
        listed = f"<p>{words('opening.objectives')} …</p><ul>{items}</ul>"
    parts.append(terms([*rows, (words("opening.needs"), needs or words("opening.no_needs"))]))
    page = f"<p><strong>{to_html(lesson.question)}</strong></p>{listed}" + terms_html(
        [*rows, (words("opening.needs"), needs_html or words("opening.no_needs"))]
    )
    return Block(fence("\n\n".join(parts), "mb-opening"), page)


def _source_rows(source: Source, excerpt: Excerpt) -> list[tuple[str, str]]:
    """Return the rows of a source card, in the inline-Markdown subset."""
    layer = f"{excerpt.layer}: {source.layers[excerpt.layer]}" if excerpt.layer else None
    rows = [
        (words("excerpt.who"), source.who),
        (words("excerpt.when"), source.when),
        (words("excerpt.genre"), source.genre),
        (words("excerpt.layer"), layer),
        (words("excerpt.to_whom"), source.to_whom),
        (words("excerpt.where"), f"[@{source.key}, {excerpt.locator}]"),
    ]
    return [(term, detail) for term, detail in rows if detail]


def excerpt(corpus: Corpus, found: Excerpt, again: bool = False, up: str = TO_CHAPTERS) -> Block:
    """Return an excerpt: source card, German original beside our translation, words explained.

    Parameters
    ----------
    corpus:
        The course's data.
    found:
        The excerpt.
    again:
        Whether the page has shown the source's card already; then only the place within it is told.
    up:
        Way from the HTML's reader to the folder of the chapters.
    """
    rows = _source_rows(corpus.sources[found.source], found)[-1 if again else 0 :]
    german = escape_myst(fold(found.de))
    english = escape_myst(one_line(found.en))
    parallel = fence(
        "\n\n".join(
            [
                fence(f"{fence(words('excerpt.german'), 'mb-kicker language-en')}\n\n> {german}", "language-de"),
                fence(f"{fence(words('excerpt.english'), 'mb-kicker')}\n\n> {english}", "mb-english"),
            ]
        ),
        "mb-parallel",
    )
    card = fence(terms((term, to_myst(detail)) for term, detail in rows), "mb-source-card")
    parts = [card, parallel]
    glosses = [(f"[{escape_myst(word)}]{{.language-de}}", to_myst(gloss)) for word, gloss in found.glosses.items()]
    if glosses:
        parts.append(fence(terms(glosses), "mb-glosses"))
    page = (
        terms_html((term, to_html(detail, corpus, up)) for term, detail in rows)
        + f'<blockquote lang="de" translate="no">{html.escape(fold(found.de), quote=False)}</blockquote>'
        + f"<p>{words('excerpt.english')}</p><blockquote>{html.escape(one_line(found.en), quote=False)}</blockquote>"
        + terms_html((f'<span lang="de">{html.escape(word)}</span>', to_html(gloss, corpus, up)) for word, gloss in found.glosses.items())
    )
    return Block(fence("\n\n".join(parts), "mb-excerpt", f"excerpt-{found.id}"), page)


def _evidence(corpus: Corpus, fact: Fact) -> str:
    """Return what a fact rests on and how it was seen, in the inline-Markdown subset."""
    works = "; ".join(
        f"[@{evidence.key}{', ' + evidence.locator if evidence.locator else ''}]"
        + (f" {words('fact.via', via=evidence.via)}" if evidence.via else "")
        for evidence in fact.sources
    )
    searched = f" · {corpus.not_found(fact.search)}" if fact.search else ""
    return f"{works} · {words(f'fact.{fact.verified}')}" + (f" ({fact.how})" if fact.how else "") + searched


def facts(corpus: Corpus, names: Iterable[str]) -> Block:
    """Return dated fact cards.

    Parameters
    ----------
    corpus:
        The course's data.
    names:
        ``chapter/id`` of each fact.
    """
    cards, listed = [], []
    for name in names:
        fact = corpus.facts[name]
        meta = [words("fact.as_of", date=date_words(fact.as_of)), words("fact.review", date=date_words(fact.review_by))]
        body = f"{to_myst(fact.statement)}\n\n" + fence(f"{meta[0]} · {to_myst(_evidence(corpus, fact))} · {meta[1]}", "mb-fact-meta")
        cards.append(fence(body, "mb-fact", f"fact-{name.replace('/', '-')}"))
        evidence = to_html(_evidence(corpus, fact), corpus)
        listed.append(f"<li>{to_html(fact.statement, corpus)}<br><small>{meta[0]} · {evidence} · {meta[1]}</small></li>")
    return Block(fence("\n\n".join(cards), "mb-facts"), f"<ul>{''.join(listed)}</ul>")


def discuss(corpus: Corpus, prompts: Iterable[Discussion]) -> Block:
    """Return the prompts for a seminar, without their notes.

    Parameters
    ----------
    corpus:
        The course's data.
    prompts:
        The prompts.
    """
    found = list(prompts)
    listed = "\n".join(f"- {to_myst(prompt.prompt, corpus)}" for prompt in found)
    page = "".join(f"<li>{to_html(prompt.prompt, corpus)}</li>" for prompt in found)
    return Block(fence(listed, "mb-discuss"), f"<ul>{page}</ul>")


def claims(corpus: Corpus, lesson: Lesson) -> Block:
    """Return the claims of a chapter as cards: who says it, of which kind it is, and the verdict where there is one.

    Parameters
    ----------
    corpus:
        The course's data.
    lesson:
        The lesson that tries the claims.
    """
    cards, listed = [], []
    for claim in lesson.claims:
        source = corpus.sources[next(key for key, source in corpus.sources.items() if source.number == claim.who)]
        verdict = words("claim.no_verdict") if claim.verdict is None else claim.verdict
        rows = [
            (words("excerpt.source"), f"{source.number}, [@{source.key}]"),
            (words("claim.kind"), claim.kind),
            (words("claim.verdict"), f"**{verdict}**" if claim.verdict else verdict),
            (words("claim.why"), claim.why),
            (words("claim.moves_verdict" if claim.verdict else "claim.moves"), claim.moves),
            (words("claim.lesson"), f"[{corpus.lessons[claim.lesson].question}](lesson:{claim.lesson})"),
        ]
        card = f"{to_myst(claim.claim, corpus)}\n\n" + terms((term, to_myst(detail, corpus)) for term, detail in rows)
        cards.append(fence(card, "mb-claim-card"))
        details = terms_html((term, to_html(detail, corpus)) for term, detail in rows)
        listed.append(f"<p><strong>{to_html(claim.claim, corpus)}</strong></p>{details}")
    return Block(fence("\n\n".join(cards), "mb-claims"), "".join(listed))


def takeaway(lesson: Lesson) -> Block:
    """Return what to take along.

    Parameters
    ----------
    lesson:
        The lesson.
    """
    words_along = lesson.takeaway or ""
    return Block(fence(to_myst(words_along), "mb-takeaway"), f"<p>{to_html(words_along)}</p>")


def reading(corpus: Corpus, lesson: Lesson) -> Block:
    """Return the further reading.

    Parameters
    ----------
    corpus:
        The course's data.
    lesson:
        The lesson.
    """
    listed = "\n".join(f"- {to_myst(work)}" for work in lesson.reading)
    page = "".join(f"<li>{to_html(work, corpus)}</li>" for work in lesson.reading)
    return Block(fence(listed, "mb-reading"), f"<ul>{page}</ul>")


def second_voice(corpus: Corpus, voice: SecondVoice) -> Block:
    """Return the card of a second, named and published position.

    Parameters
    ----------
    corpus:
        The course's data.
    voice:
        The position.
    """
    kicker = words("second_voice")
    body = f"{fence(kicker, 'mb-kicker')}\n\n{to_myst(voice.position)} {to_myst(voice.who)}\n\n{to_myst(voice.why)}"
    page = f"<p><strong>{kicker}</strong>: {to_html(voice.position)} {to_html(voice.who, corpus)}</p><p>{to_html(voice.why)}</p>"
    return Block(fence(body, "mb-second-voice"), page)


def chapter_lessons(corpus: Corpus, chapter: Chapter) -> str:
    """Return the list of a chapter's lessons as MyST.

    Parameters
    ----------
    corpus:
        The course's data.
    chapter:
        The chapter.
    """
    lessons = corpus.lessons
    rows = []
    for name in chapter.lessons:
        lesson = lessons[name]
        mark = " ●" if lesson.path == "core" else ""
        details = f"{words('chapter.minutes', minutes=lesson.minutes)}, {words(f'chapter.{lesson.path}')}{mark}"
        rows.append(f"- {{doc}}`/chapters/{name}` [{to_myst(lesson.question)}]{{.mb-lesson-question}} [{details}]{{.mb-details}}")
    minutes = sum(lessons[name].minutes for name in chapter.lessons)
    core = sum(lessons[name].minutes for name in chapter.lessons if lessons[name].path == "core")
    form = "total_one" if len(chapter.lessons) == 1 else "total"
    total = words(f"chapter.{form}", count=len(chapter.lessons), minutes=minutes, core=core)
    return fence("\n".join(rows) + f"\n\n{fence(total, 'mb-total')}", "mb-chapter-lessons")


def course_map(corpus: Corpus) -> str:
    """Return the chapters with their lessons on the core path as MyST; a part of a chapter stands for itself.

    Parameters
    ----------
    corpus:
        The course's data.
    """
    lessons = corpus.lessons
    parts = []
    for chapter in corpus.chapters:
        opening = corpus.opening_page(chapter.name)
        title = escape_myst((corpus.title_of(f"chapters/{opening}") if opening else None) or words(f"chapters.{chapter.name}"))
        head = f"[{title}](/chapters/{opening}.md)" if opening else title
        minutes = sum(lessons[name].minutes for name in chapter.lessons)
        extent = words("chapter.extent", count=len(chapter.lessons), minutes=minutes)
        core = [name for name in chapter.lessons if lessons[name].path == "core"]
        rows = [f"- {{doc}}`/chapters/{name}` ● [{to_myst(lessons[name].question)}]{{.mb-lesson-question}}" for name in core]
        parts.append(fence(f"{head} [{extent}]{{.mb-details}}\n\n" + "\n".join(rows), "mb-map-chapter"))
    return fence("\n\n".join(parts), "mb-map")


def source_list(corpus: Corpus) -> str:
    """Return the course's sources as MyST.

    Parameters
    ----------
    corpus:
        The course's data.
    """
    rows = []
    for source in corpus.sources.values():
        title = f"[{escape_myst(source.title)}]{{.language-de .mb-source-title}}"
        details = "; ".join(to_myst(detail) for detail in (source.who, source.genre, source.when))
        rows.append(f"- {title} [{details}]{{.mb-details}} {{cite:p}}`{source.key}`")
    return fence("\n".join(rows), "mb-sources")
