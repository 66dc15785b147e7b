"""What the course holds, counted."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from typing import Any

from migrationbook.corpus.load import Corpus


def course_status(corpus: Corpus, today: dt.date) -> dict[str, Any]:
    """Return the numbers of the course.

    Parameters
    ----------
    corpus:
        The course's data.
    today:
        The day by which facts are due or not.

    Returns
    -------
    dict
        ``chapters`` (by name) and ``sources`` (words, words quoted, share).
    """
    in_order = [chapter.name for chapter in corpus.chapters]
    names = list(dict.fromkeys(name.split("/")[0] for name in [*in_order, *corpus.facts]))
    quoted = corpus.words_quoted()
    words = {key: fingerprint.words for key, fingerprint in corpus.fingerprints.items()}
    return {
        "chapters": {name: _chapter(corpus, name, today) for name in names},
        "sources": {
            key: {"number": source.number, "words": words[key], "quoted": quoted[key], "share": round(quoted[key] / words[key], 3)}
            for key, source in corpus.sources.items()
        },
    }


def _chapter(corpus: Corpus, name: str, today: dt.date) -> dict[str, Any]:
    lessons = {lesson: content for lesson, content in corpus.lessons.items() if lesson.startswith(f"{name}/")}
    facts = [fact for identifier, fact in corpus.facts.items() if identifier.startswith(f"{name}/")]
    kinds = Counter(asked.exercise.kind for lesson in lessons for asked in corpus.asked(lesson))
    return {
        "lessons": len(lessons),
        "core": sum(content.path == "core" for content in lessons.values()),
        "minutes": sum(content.minutes for content in lessons.values()),
        "excerpts": len({shown for lesson in lessons for shown in corpus.excerpts_shown(lesson)}),
        "exercises": sum(kinds.values()),
        "kinds": dict(sorted(kinds.items())),
        "explorers": sum(len(content.explorers) for content in lessons.values()),
        "figures": sum(figure.startswith(f"{name}/") for figure in corpus.figures),
        "facts": len(facts),
        "facts_due": sum(fact.due(today) for fact in facts),
    }


def as_text(status: dict[str, Any]) -> str:
    """Return the numbers as a table to read.

    Parameters
    ----------
    status:
        What :func:`course_status` returns.
    """
    columns = ("lessons", "core", "minutes", "excerpts", "exercises", "explorers", "figures", "facts", "facts_due")
    rows = [f"{'chapter':<10}" + "".join(f"{column:>11}" for column in columns)]
    for name, chapter in status["chapters"].items():
        rows.append(f"{name:<10}" + "".join(f"{chapter[column]:>11}" for column in columns))
        rows.append(f"{'':<10}  " + ", ".join(f"{kind} {count}" for kind, count in chapter["kinds"].items()))
    total = {column: sum(chapter[column] for chapter in status["chapters"].values()) for column in columns}
    rows.append(f"{'total':<10}" + "".join(f"{total[column]:>11}" for column in columns))
    rows += ["", f"{'source':<30}{'words':>8}{'quoted':>8}{'share':>8}"]
    for key, source in status["sources"].items():
        rows.append(f"{source['number']} {key:<26}{source['words']:>8}{source['quoted']:>8}{source['share']:>8.1%}")
    return "\n".join(rows)
