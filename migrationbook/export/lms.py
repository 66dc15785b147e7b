"""The files for Moodle: one a chapter, one for all, one for a type that not every Moodle has, and a list of what no type holds.

They hold every answer. They lie beside the site, never in it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from xml.etree.ElementTree import Element

from migrationbook.core.paths import BUILD, SITE
from migrationbook.core.strings import word_list, words
from migrationbook.corpus.imprint import Imprint, is_reserved
from migrationbook.corpus.load import Corpus
from migrationbook.corpus.outline import Chapter
from migrationbook.exercises.base import Question, Refusal
from migrationbook.export.carried import NOTHING, Carried, carried
from migrationbook.export.moodle import MoodleExport, category, question, quiz, to_moodle

#: No page links to this folder, and no folder of the site holds it.
LMS = BUILD / "lms"
#: The type of questions that Moodle has had since 4.4; an older one takes nothing of a file in which it stands.
NEW_TYPE = "ordering"
#: What is in none of the files, and why.
LIST = "not-exported.md"


def chapter_questions(corpus: Corpus, chapter: Chapter, site: str, built: Path = SITE) -> list[Element]:
    """Return a chapter as Moodle's category and the questions in it.

    Parameters
    ----------
    corpus:
        The course's data.
    chapter:
        The chapter, or a part of one.
    site:
        Address of the published book.
    built:
        Folder of the built book, on whose pages stands what some questions name.
    """
    every = [asked for lesson in chapter.lessons for asked in corpus.asked(lesson)]
    exports = [MoodleExport(corpus, asked, site) for asked in every]
    made = [(export, question(export)) for export in exports]
    questions = [to_moodle(export, found, _named(export, built)) for export, found in made if isinstance(found, Question)]
    return [category(chapter.caption, site), *questions]


def _named(export: MoodleExport, built: Path) -> Carried:
    asked, things = export.asked, export.asked.exercise.carries
    page = built / "chapters" / f"{asked.lesson}.html"
    return carried(page, asked.id, things, export.page) if things else NOTHING


def _of_types(questions: Iterable[Element], wanted: Callable[[str], bool]) -> list[Element]:
    """Return the category and the questions of some types; nothing if there are none of these."""
    chosen = [question for question in questions if (kind := question.get("type", "")) == "category" or wanted(kind)]
    return chosen if len(chosen) > 1 else []


def not_exported(corpus: Corpus, chapters: Iterable[Chapter], site: str) -> str:
    """Return the list of what is not in the files, with the reasons, as Markdown.

    Parameters
    ----------
    corpus:
        The course's data.
    chapters:
        The chapters in order.
    site:
        Address of the published book.
    """
    every = [asked for chapter in chapters for lesson in chapter.lessons for asked in corpus.asked(lesson)]
    exports = [MoodleExport(corpus, asked, site) for asked in every]
    refused = [(export, made.reason) for export in exports if isinstance(made := question(export), Refusal)]
    heads = word_list("lms.list.heads")
    rows = [[export.asked.exercise.kind_words("label"), _named_or_linked(export), reason] for export, reason in refused]
    table = "\n".join(f"| {' | '.join(row)} |" for row in [heads, ["---"] * len(heads), *rows])
    changed = "\n".join(f"- {line}" for line in word_list("lms.list.changed"))
    count = words("lms.list.count", exported=len(every) - len(refused), total=len(every), refused=len(refused))
    return f"# {words('lms.list.title')}\n\n{count}\n\n{table}\n\n## {words('lms.list.other')}\n\n{changed}\n"


def _named_or_linked(export: MoodleExport) -> str:
    return export.uid if is_reserved(export.site) else f"[{export.uid}]({export.page})"


def build_lms(
    corpus: Corpus, out: Path = LMS, built: Path = SITE, site: str | None = None, said: Callable[[Path], None] = lambda path: None
) -> list[Path]:
    """Write a file for each chapter, one for all, one of the type that not every Moodle has, and the list of what is in none.

    Files of chapters that are gone are deleted.

    Parameters
    ----------
    corpus:
        The course's data.
    out:
        Folder for the files.
    built:
        Folder of the built book.
    site:
        Address of the published book, if it is not that of the configuration.
    said:
        Called with each file when it is written.

    Returns
    -------
    list
        The files.

    Raises
    ------
    CourseError
        If an exercise cannot be written as XML.
    """
    site = site or Imprint.read().site
    chapters = corpus.chapters
    every = {chapter.name.replace("/", "-"): chapter_questions(corpus, chapter, site, built) for chapter in chapters}
    found = {name: _of_types(questions, lambda kind: kind != NEW_TYPE) for name, questions in every.items()}
    found["all"] = [question for questions in found.values() for question in questions]
    found[NEW_TYPE] = [question for questions in every.values() for question in _of_types(questions, lambda kind: kind == NEW_TYPE)]
    out.mkdir(parents=True, exist_ok=True)
    written = [out / f"moodle-{name}.xml" for name in found]
    for path, questions in zip(written, found.values(), strict=True):
        path.write_bytes(quiz(questions))
        said(path)
    for stale in set(out.glob("moodle-*.xml")) - set(written):
        stale.unlink()
    listed = out / LIST
    listed.write_text(not_exported(corpus, chapters, site), "utf-8")
    said(listed)
    return [*written, listed]
