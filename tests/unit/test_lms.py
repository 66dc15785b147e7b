"""The files for Moodle say what the course says: read back, each question has its options, their rightness and their reasons."""

from __future__ import annotations

import base64
import html
import itertools
import re
from collections.abc import Iterator
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st
from pydantic import ValidationError

from migrationbook.core.errors import CourseError
from migrationbook.core.inline import plain
from migrationbook.core.paths import BUILD, INSTRUCTOR, SITE_FILES
from migrationbook.core.strings import words
from migrationbook.corpus.exam import AnyItem, DossierItem, LongItem, ShortItem, load_exam
from migrationbook.corpus.lesson import Asked
from migrationbook.corpus.load import Corpus
from migrationbook.exercises.argument.kind import Argument
from migrationbook.exercises.base import Exercise, Question, Refusal
from migrationbook.exercises.classify.kind import Classify
from migrationbook.exercises.cloze.kind import Cloze
from migrationbook.exercises.explore.kind import Explore
from migrationbook.exercises.form.kind import Form
from migrationbook.exercises.mark.kind import Mark
from migrationbook.exercises.match.kind import Match
from migrationbook.exercises.multiple.kind import Multiple
from migrationbook.exercises.numeric.kind import Numeric
from migrationbook.exercises.open.kind import Open
from migrationbook.exercises.order.kind import Order
from migrationbook.exercises.position.kind import Position
from migrationbook.exercises.single.kind import Single
from migrationbook.export import moodle
from migrationbook.export.carried import carried
from migrationbook.export.exam import FILE as EXAM_FILE
from migrationbook.export.exam import exam_questions
from migrationbook.export.lms import LIST, LMS, NEW_TYPE, build_lms
from tests.conftest import TinyCourse

#: Of the range for documentation (RFC 5737): an address that could be one.
SITE = "https://192.0.2.1/"
#: An option of a question as a student meets it: its words, its share of the mark, the reason given for it.
Options = list[tuple[str, float, str]]


def seen(markup: str) -> str:
    """Return the words that a browser shows of HTML, blocks apart, white space folded."""
    inline = re.sub(r"</?(?:em|strong|code|a|q|span)\b[^>]*>", "", markup)
    return told(html.unescape(re.sub(r"<[^>]*>", " ", inline)))


def told(text: str) -> str:
    """Return a text with its white space folded."""
    return " ".join(text.split())


def said(element: Element, path: str) -> str:
    """Return the words that stand at a path of a question."""
    return seen(element.findtext(path) or "")


def pairs(markup: str) -> list[tuple[str, str]]:
    """Return terms and details of a definition list."""
    return [(seen(term), seen(detail)) for term, detail in re.findall(r"<dt>(.*?)</dt><dd>(.*?)</dd>", markup, re.DOTALL)]


def gaps(markup: str) -> Iterator[Options]:
    """Read the gaps of a text by Moodle's rules: a sign ends a part unless an ampersand makes it an entity, read once."""
    for body in re.findall(r"\{1:MULTICHOICE:(.*?)\}", markup, re.DOTALL):
        options = []
        for choice in body.split("~"):
            text, feedback = re.split(r"(?<!&)#", choice, maxsplit=1)
            mark, text = re.fullmatch(r"(=|%0%)(.*)", text, re.DOTALL).groups()  # type: ignore[union-attr]
            read = [html.unescape(part).replace(r"\}", "}").replace(r"\#", "#") for part in (text, feedback)]
            options.append((seen(read[0]), 100.0 if mark == "=" else 0.0, seen(read[1])))
        yield options


def read(question: Element) -> Any:
    """Return what a student is offered, with what each answer is worth and the reason that it gets."""
    kind, feedback = question.get("type"), question.findtext("generalfeedback/text") or ""
    if kind == "multichoice":
        return [(said(a, "text"), float(a.get("fraction", "nan")), said(a, "feedback/text")) for a in question.findall("answer")]
    if kind == "numerical":
        return [
            (a.findtext("text"), float(a.get("fraction", "nan")), float(a.findtext("tolerance") or "nan"), said(a, "feedback/text"))
            for a in question.findall("answer")
        ]
    if kind == "ordering":
        items = sorted(question.findall("answer"), key=lambda item: int(item.get("fraction", "0")))
        return [said(item, "text") for item in items], pairs(feedback)
    if kind == "matching":
        return [(said(row, "text"), said(row, "answer/text")) for row in question.findall("subquestion")], pairs(feedback)
    if kind == "cloze":
        return [sorted(options) for options in gaps(question.findtext("questiontext/text") or "")]
    assert kind == "essay"
    return said(question, "graderinfo/text"), seen(feedback), said(question, "responsetemplate/text")


def expected(exercise: Exercise, corpus: Corpus) -> Any:
    """Return the same of an exercise of the course, in the words of its data."""

    def tell(text: str) -> str:
        return told(plain(text, corpus))

    def shares(options: list[tuple[str, bool, str]], single: bool) -> Options:
        right = sum(option[1] for option in options)
        loss = 0.0 if single else -100 / (len(options) - right)
        return [(text, pytest.approx(100 / right if is_right else loss, abs=1e-4), why) for text, is_right, why in options]

    match exercise:
        case Single() | Multiple():
            options = [(tell(option.text), option.right, tell(option.why)) for option in exercise.options]
            return shares(options, isinstance(exercise, Single))
        case Mark():
            passage = " ".join(corpus.excerpts[exercise.excerpt].de.split())
            phrases = [(p.words, True, tell(p.why)) for p in exercise.targets] + [(p.words, False, tell(p.why)) for p in exercise.decoys]
            at = [re.search(rf"(?<!\S){re.escape(phrase[0])}(?!\S)", passage).start() for phrase in phrases]  # type: ignore[union-attr]
            return shares([phrase for _, phrase in sorted(zip(at, phrases, strict=True))], single=False)
        case Numeric():
            reach = exercise.tolerance
            mistakes = [(m.value, reach if m.tolerance is None else m.tolerance, tell(m.why)) for m in exercise.mistakes]
            answers = [(f"{value:.15g}", 0.0, tolerance, why) for value, tolerance, why in mistakes]
            right = (f"{exercise.answer:.15g}", 100.0, reach, tell(exercise.why))
            return [right, *answers, ("*", 0.0, reach, tell(exercise.otherwise))]
        case Order():
            items = [tell(item.text) for item in exercise.items]
            return items, [(f"{n}. {tell(item.text)}", tell(item.why)) for n, item in enumerate(exercise.items, 1)]
        case Match():
            rows = [(tell(pair.left), told(pair.right)) for pair in exercise.pairs]
            reasons = [(" → ".join(row), tell(pair.why)) for row, pair in zip(rows, exercise.pairs, strict=True)]
            return rows + [("", told(decoy)) for decoy in exercise.decoys], reasons
        case Classify():
            rows = [(tell(row.text), told(row.column)) for row in exercise.rows]
            reasons = [(" → ".join(row), tell(entry.why)) for row, entry in zip(rows, exercise.rows, strict=True)]
            used = {row.column for row in exercise.rows}
            return rows + [("", told(column)) for column in exercise.columns if column not in used], reasons
        case Cloze():
            return [
                sorted([(told(gap.right), 100.0, tell(gap.why))] + [(told(w.text), 0.0, tell(w.why)) for w in gap.wrong])
                for gap in exercise.gaps
            ]
        case Position():
            reason, cost = Position.kind_words("moodle.reason"), Position.kind_words("moodle.cost")
            parts = [f"{tell(o.text)} {reason}: {tell(o.reason)} {cost}: {tell(o.cost)}" for o in exercise.options]
            return "", " ".join(parts), ""
        case Open():
            parts = [Open.kind_words("moodle.model"), tell(exercise.model), words("lms.criteria"), *map(tell, exercise.criteria)]
            return " ".join(parts), "", ""
        case Argument():
            boxes = {"for": exercise.reasons_for, "against": exercise.against, "moves": exercise.moves}
            notes = [part for name, reasons in boxes.items() for part in (exercise.kind_words(f"boxes.{name}"), *map(tell, reasons))]
            return " ".join(notes), "", " ".join(exercise.kind_words(f"boxes.{name}") for name in boxes)
        case Form():
            models = [part for section in exercise.sections for part in (section.label, tell(section.model))]
            parts = [*models, words("lms.criteria"), *map(tell, exercise.criteria)]
            return " ".join(parts), "", " ".join(section.label for section in exercise.sections)
    raise AssertionError(f"nothing is expected of {type(exercise).__name__}")


@cache
def course() -> Corpus:
    return Corpus()


def refusal(asked: Asked) -> str | None:
    """Return why an exercise is not exported."""
    made = moodle.question(moodle.MoodleExport(course(), asked, SITE))
    return made.reason if isinstance(made, Refusal) else None


def to_moodle(corpus: Corpus, asked: Asked) -> Element:
    """Return an exercise that is exported as an element of Moodle's XML."""
    export = moodle.MoodleExport(corpus, asked, SITE)
    made = moodle.question(export)
    assert isinstance(made, Question)
    return moodle.to_moodle(export, made)


@cache
def every() -> dict[str, Asked]:
    """Return all exercises of the course by their full names."""
    return {asked.uid: asked for lesson in course().lessons for asked in course().asked(lesson)}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The files for the whole course, in a folder where a file of a chapter that is gone stood before."""
    out = tmp_path_factory.mktemp("lms")
    (out / "moodle-gone.xml").write_text("<quiz/>", "utf-8")
    assert set(build_lms(course(), out, site=SITE)) == set(out.iterdir())
    return out


@pytest.fixture(scope="module")
def questions(folder: Path) -> dict[str, Element]:
    """All questions by name, read from the file for all chapters and from that of the type that not every Moodle has."""
    roots = [ElementTree.parse(folder / f"moodle-{name}.xml").getroot() for name in ("all", NEW_TYPE)]
    found = [q for root in roots for q in root if q.get("type") != "category"]
    named = {q.findtext("name/text") or "": q for q in found}
    assert len(named) == len(found)
    return named


def test_every_exercise_is_exported_or_listed_with_its_reason(folder: Path, questions: dict[str, Element]) -> None:
    rows = re.findall(r"^\| (.+?) \| \[(.+?)\]\((.+?)\) \| (.+?) \|$", (folder / LIST).read_text("utf-8"), re.MULTILINE)
    listed = {uid for _, uid, _, _ in rows}
    assert listed | questions.keys() == every().keys()
    assert listed & questions.keys() == set()
    for kind, uid, address, reason in rows:
        asked = every()[uid]
        assert kind == asked.exercise.kind_words("label")
        assert address == f"{SITE}chapters/{asked.lesson}.html#ask-{asked.id}"
        assert reason == refusal(asked)
        assert isinstance(asked.exercise, Explore) or asked.home != asked.lesson


def test_a_repeated_exercise_stands_in_the_bank_where_it_is_at_home(questions: dict[str, Element]) -> None:
    repeated = [asked for asked in every().values() if asked.home != asked.lesson]
    assert repeated
    for asked in repeated:
        home = f"{asked.home}#{asked.exercise.id}"
        assert home in questions and home in (refusal(asked) or "")


def test_each_chapter_has_a_file_with_one_category_and_together_they_are_the_whole(folder: Path, questions: dict[str, Element]) -> None:
    categories, names = [], []
    for path in folder.glob("moodle-*.xml"):
        if path.stem in ("moodle-all", f"moodle-{NEW_TYPE}"):
            continue
        first, *rest = ElementTree.parse(path).getroot()
        categories.append(first.findtext("category/text"))
        assert all(question.get("type") != "category" for question in rest)
        # “phases-before” is a part of the chapter “phases”
        assert {(q.findtext("name/text") or "").split("/")[0] for q in rest} == {re.sub(r"^moodle-(phases|ai-act|\w+).*", r"\1", path.stem)}
        names += [question.findtext("name/text") for question in rest]
    assert sorted(names) == sorted(uid for uid, question in questions.items() if question.get("type") != NEW_TYPE)
    titles = ["Start", "1 The IOM", "2 Return programmes", "3 MIDAS and migration data", "5 The EU AI Act"]
    titles += ["4a Before migration", "4b During migration", "4c After migration", "4d Structural change"]
    assert sorted(map(str, categories)) == sorted(f"top/Reading Migration Management/{title}" for title in titles)


def test_every_question_reads_back_as_the_course_has_it(questions: dict[str, Element]) -> None:
    types = {
        "single": "multichoice", "multiple": "multichoice", "mark": "multichoice", "numeric": "numerical", "order": "ordering",
        "match": "matching", "classify": "matching", "cloze": "cloze",
        "position": "essay", "open": "essay", "argument": "essay", "form": "essay",
    }  # fmt: skip
    met = set()
    for uid, question in questions.items():
        exercise = every()[uid].exercise
        assert question.get("type") == types[exercise.kind], uid
        assert (question.findtext("single") == "true") == (exercise.kind == "single"), uid
        assert question.findtext("idnumber") == uid and len(uid) <= 100
        assert read(question) == expected(exercise, course()), uid
        met.add(exercise.kind)
    assert met == types.keys()


def test_a_question_shows_what_is_asked_the_excerpt_and_the_way_to_the_page(questions: dict[str, Element]) -> None:
    for uid, question in questions.items():
        asked = every()[uid]
        exercise = asked.exercise
        markup = question.findtext("questiontext/text") or ""
        text = seen(markup)
        assert told(plain(exercise.ask, course())) in text, uid
        assert re.findall(r'href="(.*?)"', markup)[-1] == f"{SITE}chapters/{asked.lesson}.html#ask-{asked.id}"
        if exercise.excerpt:
            passage = course().excerpts[exercise.excerpt]
            german = re.findall(r'<blockquote lang="de" translate="no">(.*?)</blockquote>', markup)
            assert list(map(seen, german)) == [told(passage.de)], uid
            assert told(passage.en) in text and passage.locator in text, uid
        if exercise.hint:
            hint = question.findtext("questiontext/text" if question.get("type") == "essay" else "hint/text") or ""
            assert told(plain(exercise.hint, course())) in seen(hint), uid
        if isinstance(exercise, Numeric):
            assert exercise.unit in text, uid
        if isinstance(exercise, Cloze):
            sentence = re.sub(r"\{1:MULTICHOICE:.*?\}", "{}", markup, flags=re.DOTALL)
            assert told(re.sub(r"\{\d\}", "{}", plain(exercise.text, course()))) in seen(sentence), uid
        for offered in exercise.options if isinstance(exercise, Position) else []:
            assert told(plain(offered.text, course())) in text, uid
        for section in exercise.sections if isinstance(exercise, Form) else []:
            assert f"{section.label} {told(plain(section.ask, course()))}" in text, uid


#: What Moodle's reader takes from a question of each type without a value to fall back on, and in this order where a type's table
#: has a column for it that may not be empty. After ``question/format/xml/format.php`` (import_multichoice, import_match,
#: import_numerical, import_essay, import_multianswer) and ``question/type/ordering/questiontype.php`` (import_from_xml) of Moodle 4.5.
NEEDED = {
    "multichoice": ["single", "shuffleanswers", "answernumbering", "answer"],
    "numerical": ["answer", "showunits"],
    "matching": ["shuffleanswers", "subquestion"],
    "ordering": ["layouttype", "selecttype", "selectcount", "numberingstyle", "gradingtype", "showgrading", "shownumcorrect", "answer"],
    "essay": [
        *("responseformat", "responserequired", "attachments", "attachmentsrequired", "responsefieldlines"),
        *("graderinfo", "responsetemplate"),
    ],
    "cloze": [],
}


def test_a_question_has_what_moodles_reader_needs_in_its_order(questions: dict[str, Element]) -> None:
    head = ["name", "questiontext", "generalfeedback", "defaultgrade", "idnumber"]
    for uid, question in questions.items():
        tags = list(dict.fromkeys(part.tag for part in question))
        assert [tag for tag in tags if tag not in ("hint", "tags")] == [*head, *NEEDED[str(question.get("type"))]], uid
        # a hint without text would be written as an empty row
        assert all(hint.findtext("text") for hint in question.findall("hint")), uid


def test_a_type_that_an_older_moodle_lacks_stands_in_a_file_of_its_own(folder: Path) -> None:
    """Such a Moodle takes nothing of a file in which the type stands once."""
    for path in folder.glob("moodle-*.xml"):
        types = {question.get("type") for question in ElementTree.parse(path).getroot()} - {"category"}
        assert (NEW_TYPE in types) == (path.stem == f"moodle-{NEW_TYPE}") and (types == {NEW_TYPE} or NEW_TYPE not in types)


#: What a text of the course becomes; anything else would be an author's words taken for markup.
KNOWN_TAGS = {"div", "p", "span", "em", "strong", "code", "a", "q", "ul", "li", "dl", "dt", "dd", "blockquote", "h4"}
#: What the cards, tables and figures of a page bring along.
CARRIED_TAGS = {"table", "caption", "thead", "tbody", "tr", "th", "td", "img", "br", "sup", "sub"}


def test_markup_keeps_its_languages_and_needs_nothing_but_the_site(questions: dict[str, Element]) -> None:
    german = 0
    for uid, question in questions.items():
        for text in question.iter("text"):
            markup = text.text or ""
            assert set(re.findall(r"<([^\s/>]+)", markup)) <= KNOWN_TAGS | (CARRIED_TAGS if every()[uid].exercise.carries else set()), uid
            assert all(re.match(r"https?://", address) for address in re.findall(r'href="(.*?)"', markup)), uid
            german += markup.count('lang="de"')
        written = [holder.findtext("text") for holder in question.iter() if holder.get("format") == "html" and holder.findtext("text")]
        assert written and all(re.fullmatch(r'<div lang="en">.*</div>', text or "", re.DOTALL) for text in written), uid
        if every()[uid].exercise.kind == "mark":
            assert all('<span lang="de" translate="no">' in (answer.findtext("text") or "") for answer in question.findall("answer")), uid
    assert german > 300


def test_a_question_carries_what_it_names(questions: dict[str, Element]) -> None:
    carrying = {uid: question for uid, question in questions.items() if every()[uid].exercise.carries}
    assert len(carrying) > 45
    for uid, question in carrying.items():
        markup, things = question.findtext("questiontext/text") or "", every()[uid].exercise.carries or []
        pictures = {file.get("name"): base64.b64decode(file.text or "") for file in question.findall("questiontext/file")}
        assert set(re.findall(r'src="@@PLUGINFILE@@/(.*?)"', markup)) == pictures.keys()
        assert ("<table" in markup) >= ("tables" in things) and bool(pictures) >= ("figures" in things), uid
        assert "cards" not in things or re.search(r"seen (?:at the source|second-hand)|computed|As of", markup), uid
        for picture in pictures.values():
            assert ElementTree.fromstring(picture).tag == "{http://www.w3.org/2000/svg}svg"
        assert all(len(alt) > 40 for alt in re.findall(r'<img [^>]*alt="(.*?)"', markup)), uid


def test_an_exercise_that_points_at_its_page_says_what_it_needs(tiny: TinyCourse) -> None:
    tiny.replace("exercises/part/lesson.yml", "ask: One?", "ask: By the table above?")
    with pytest.raises(CourseError, match=r"(?s)says “table”, and does not say.*Remedy: write carries"):
        list(Corpus(tiny.root).lessons.values())


def test_what_is_not_there_cannot_be_carried(tmp_path: Path) -> None:
    page = tmp_path / "lesson.html"
    above = '<section><h2>A</h2><p class="mb-fact" style="color: red">C</p></section>'
    page.write_text(f'<article>{above}<div class="mb-mount" id="ask-a"></div></article>', "utf-8")
    assert carried(page, "a", ["cards"], SITE).html == "<p>C</p>"
    with pytest.raises(CourseError, match="carries tables, but none stand above it"):
        carried(page, "a", ["tables"], SITE)
    with pytest.raises(CourseError, match=r"(?s)the page is not built.*make book"):
        carried(tmp_path / "gone.html", "a", ["tables"], SITE)


def test_a_draft_links_to_no_page_of_the_book(tmp_path: Path) -> None:
    for path in build_lms(course(), tmp_path, site="https://course.example/"):
        assert "course.example" not in path.read_text("utf-8")


# ------------------------------------------------------------------------------------------------------------ exam items
@pytest.fixture(scope="module")
def items() -> list[tuple[AnyItem, Element]]:
    """Every exam item with its question."""
    found = load_exam(course())
    assert found is not None
    made = [question for question in exam_questions(course(), found[1], SITE) if question.get("type") != "category"]
    return list(zip([item for part in found[1].parts for item in part.items], made, strict=True))


def test_every_exam_item_is_a_question_with_its_points_and_its_key(items: list[tuple[AnyItem, Element]]) -> None:
    types = {"single": "multichoice", "numeric": "numerical", "classify": "matching", "short": "essay"}
    types |= {"essay": "essay", "dossier": "essay"}
    assert len(items) == 53
    for item, question in items:
        assert question.get("type") == types[item.kind] and question.findtext("idnumber") == f"exam#{item.id}"
        assert question.findtext("defaultgrade") == str(item.points)
        text = seen(question.findtext("questiontext/text") or "")
        assert told(plain(item.ask, course())) in text
        assert [tag for tag in NEEDED[question.get("type") or ""] if question.find(tag) is None] == []
        if isinstance(item, (ShortItem, LongItem)):
            notes = seen(question.findtext("graderinfo/text") or "")
            assert told(plain(item.answer, course())) in notes and told(plain(item.why, course())) in notes
            if isinstance(item, LongItem):
                assert all(f"{told(plain(found.for_, course()))} ({found.points})" in notes for found in item.criteria)
        else:
            assert read(question) == expected(item, course()), item.id
        if isinstance(item, DossierItem):
            assert all(told(plain(part, course())) in text for found in item.documents for part in found.text)
            assert "<table" in (question.findtext("questiontext/text") or "")


def test_exam_items_lie_beside_their_sheet_and_on_no_page() -> None:
    file = INSTRUCTOR / EXAM_FILE
    names = [question.findtext("name/text") for question in ElementTree.parse(file).getroot() if question.get("type") != "category"]
    assert len(names) == 53 and not list((BUILD / "html").rglob(EXAM_FILE))
    assert "href=" not in "".join(text.text or "" for q in ElementTree.parse(file).getroot().iter("questiontext") for text in q)


def test_only_the_right_options_together_have_the_whole_mark(questions: dict[str, Element]) -> None:
    known = {Fraction(p, q) for q in (1, 2, 3, 4, 5, 6, 10) for p in range(q + 1)} | {Fraction(1, q) for q in (7, 8, 9, 20)}
    for uid, question in questions.items():
        if question.get("type") != "multichoice":
            continue
        worth = [option[1] / 100 for option in read(question)]
        # Moodle refuses a fraction that differs from one of its own by more
        assert all(any(abs(abs(value) - share) < 1e-5 for share in known) for value in worth), uid
        right = [value > 0 for value in worth]
        for ticked in itertools.product([False, True], repeat=len(worth)):
            total = sum(value for value, is_ticked in zip(worth, ticked, strict=True) if is_ticked)
            one = question.findtext("single") == "true" and sum(ticked) != 1
            assert one or (total > 0.999999) == (list(ticked) == right), uid
            assert not all(ticked) or one or abs(total) < 1e-4, uid


def test_what_is_for_teachers_is_shown_to_no_student(questions: dict[str, Element]) -> None:
    for uid, question in questions.items():
        exercise = every()[uid].exercise
        texts = [exercise.model, *exercise.criteria] if isinstance(exercise, Open) else []
        texts += [*exercise.reasons_for, *exercise.against, *exercise.moves] if isinstance(exercise, Argument) else []
        texts += [section.model for section in exercise.sections] if isinstance(exercise, Form) else []
        shown = said(question, "questiontext/text") + said(question, "generalfeedback/text") + said(question, "responsetemplate/text")
        for text in texts:
            kept = told(plain(text, course()))
            assert kept in said(question, "graderinfo/text") and kept not in shown, uid
        assert (question.findtext("defaultgrade") == "0") == (exercise.kind in ("position", "argument")), uid


def test_the_files_are_the_same_at_every_build_and_lie_outside_the_site(folder: Path, tmp_path: Path) -> None:
    build_lms(course(), tmp_path, site=SITE)
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {path.name: path.read_bytes() for path in folder.iterdir()}
    assert not any(LMS.is_relative_to(site) or site.is_relative_to(LMS) for site in (SITE_FILES, BUILD / "html"))


# ---- what an author may write ---------------------------------------------------------------

#: Signs of HTML, XML, gaps and entities, alone and as words that would do harm.
NASTY = st.lists(
    st.sampled_from(
        [
            *"{}~=#%\\&<>\"'|:;$/*_ a1ß…",
            *("<script>alert(1)</script>", "]]>", "<![CDATA[", "&amp;", "&lt;b&gt;", "&#125;"),
            *("\\}", "\\#", "{#1}", "~%0%", "{1:MC:=a~b}", "=a#b"),
        ]
    ),
    min_size=1,
    max_size=8,
).map("".join)


def corpus_with(exercise: Exercise) -> tuple[Corpus, Asked]:
    return course(), Asked("iom/money", 1, exercise, "iom/money", exercise.id)


def made(data: dict[str, Any], model: type[Exercise]) -> Exercise:
    """Return an exercise, or give up an example that the course's own types refuse."""
    try:
        return model.model_validate({"id": "x", **data})
    except ValidationError:
        assume(False)
        raise


KINDS = ["single", "multiple", "order", "match", "classify", "cloze", "numeric", "open", "position"]


@example("cloze", [f"{n}{{1:MC:=a~b}}" for n in range(9)])
@given(st.sampled_from(KINDS), st.lists(NASTY, min_size=9, max_size=9))
def test_whatever_an_author_writes_survives_as_text(kind: str, texts: list[str]) -> None:
    # a letter at each end keeps white space and a lone mark from being folded away
    a, b, c, d, e, f, g, h, ask = (f"x{text}y" for text in texts)
    options = [{"text": a, "right": True, "why": b}, {"text": c, "why": d}, {"text": e, "right": kind == "multiple", "why": f}]
    wrong, mistakes = [{"text": c, "why": d}, {"text": e, "why": f}], [{"value": 3, "why": c}]
    data, model = {
        "single": ({"options": options}, Single),
        "multiple": ({"options": options}, Multiple),
        "order": ({"items": [{"text": a, "why": b}, {"text": c, "why": d}, {"text": e, "why": f}]}, Order),
        "match": ({"pairs": [{"left": a, "right": b, "why": c}, {"left": d, "right": e, "why": f}], "decoys": [g]}, Match),
        "classify": ({"columns": [a, b, c], "rows": [{"text": d, "is": a, "why": e}, {"text": f, "is": b, "why": g}]}, Classify),
        "cloze": ({"text": "one {0} two", "gaps": [{"right": a, "why": b, "wrong": wrong}]}, Cloze),
        "numeric": ({"answer": 2, "tolerance": 0.1, "unit": a, "why": b, "mistakes": mistakes, "otherwise": d}, Numeric),
        "open": ({"lines": 3, "model": a, "criteria": [b, c]}, Open),
        "position": ({"options": [{"text": a, "reason": b, "cost": c}, {"text": d, "reason": e, "cost": f}]}, Position),
    }[kind]  # fmt: skip
    exercise = made({"kind": kind, "ask": ask, "hint": h, **data}, model)
    corpus, asked = corpus_with(exercise)
    written = ElementTree.tostring(to_moodle(corpus, asked))
    question = ElementTree.fromstring(written)
    assert read(question) == expected(exercise, corpus)
    shown = question.findtext("questiontext/text") or ""
    assert told(plain(ask, corpus)) in seen(shown)
    essay = question.get("type") == "essay"  # the only type without hints
    assert told(plain(h, corpus)) in said(question, "questiontext/text" if essay else "hint/text")
    assert (question.find("hint") is None) == essay
    assert len(list(gaps(shown))) == (kind == "cloze")
    assert kind != "cloze" or "{" not in re.sub(r"\{1:MULTICHOICE:.*?\}", "", shown, flags=re.DOTALL)
    assert set(re.findall(r"<([^\s/>]+)", "".join(text.text or "" for text in question.iter("text")))) <= KNOWN_TAGS


def test_a_sign_that_xml_cannot_hold_is_told_with_file_line_and_remedy(tiny: TinyCourse) -> None:
    file = "exercises/part/lesson.yml"
    tiny.replace(file, "ask: One?", 'ask: "One\\x01?"')
    corpus = Corpus(tiny.root)
    with pytest.raises(CourseError, match=r"lesson\.yml:\d+: .*no XML file can hold(.|\n)*Remedy: take it out") as error:
        to_moodle(corpus, next(asked for asked in corpus.asked("part/lesson") if asked.id == "one"))
    assert error.value.line == tiny.line(file, "id: one")


def test_words_without_decoys_and_too_many_options_are_refused() -> None:
    words_to_mark = made({"kind": "mark", "ask": "A", "excerpt": "x", "targets": [{"words": "w", "why": "y"}]}, Mark)
    assert refusal(corpus_with(words_to_mark)[1]) == Mark.kind_words("moodle.refused")
    for right in (2, 10, 11):
        options = [{"text": f"o{n}", "right": n < right, "why": "y"} for n in range(right + 3)]
        refused = refusal(corpus_with(made({"kind": "multiple", "ask": "A", "options": options}, Multiple))[1])
        assert refused == (words("lms.not.many", most=10) if right > 10 else None)


def test_a_slash_in_a_name_is_no_step_of_the_category() -> None:
    assert moodle.category("2 Aid/return", SITE).findtext("category/text") == "top/Reading Migration Management/2 Aid//return"
