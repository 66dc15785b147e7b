"""The files for Moodle: one a chapter, one for all, and a list of the exercises that no question type holds.

They hold every answer. They lie beside the site, never in it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from xml.etree.ElementTree import Element

from migrationbook.core.paths import BUILD
from migrationbook.core.strings import word_list, words
from migrationbook.corpus.imprint import Imprint
from migrationbook.corpus.load import Corpus
from migrationbook.corpus.outline import Chapter
from migrationbook.exercises.base import Question, Refusal
from migrationbook.export.moodle import MoodleExport, category, question, quiz, to_moodle

#: No page links to this folder, and no folder of the site holds it.
LMS = BUILD / "lms"
#: What is in none of the files, and why.
LIST = "not-exported.md"


def chapter_questions(corpus: Corpus, chapter: Chapter, site: str) -> list[Element]:
    """Return a chapter as Moodle's category and the questions in it.

    Parameters
    ----------
    corpus:
        The course's data.
    chapter:
        The chapter, or a part of one.
    site:
        Address of the published book.
    """
    every = [asked for lesson in chapter.lessons for asked in corpus.asked(lesson)]
    exports = [MoodleExport(corpus, asked, site) for asked in every]
    made = [(export, question(export)) for export in exports]
    return [category(chapter.caption, site), *(to_moodle(export, found) for export, found in made if isinstance(found, Question))]


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
    rows = [[export.asked.exercise.kind_words("label"), f"[{export.uid}]({export.page})", reason] for export, reason in refused]
    table = "\n".join(f"| {' | '.join(row)} |" for row in [heads, ["---"] * len(heads), *rows])
    changed = "\n".join(f"- {line}" for line in word_list("lms.list.changed"))
    count = words("lms.list.count", exported=len(every) - len(refused), total=len(every), refused=len(refused))
    return f"# {words('lms.list.title')}\n\n{count}\n\n{table}\n\n## {words('lms.list.other')}\n\n{changed}\n"


def build_lms(corpus: Corpus, out: Path = LMS, said: Callable[[Path], None] = lambda path: None) -> list[Path]:
    """Write a file for each chapter, one for all of them, and the list of what is in none; delete the files of chapters gone.

    Parameters
    ----------
    corpus:
        The course's data.
    out:
        Folder for the files.
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
    site = Imprint.read().site
    chapters = corpus.chapters
    found = {chapter.name.replace("/", "-"): chapter_questions(corpus, chapter, site) for chapter in chapters}
    found["all"] = [question for questions in found.values() for question in questions]
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
