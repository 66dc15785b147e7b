"""The printed sheets: two standards, two editions that agree, nothing given away, nothing lost."""

from __future__ import annotations

import datetime as dt
import io
import re
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
import time_machine
import yaml
import zxingcpp
from pypdf import PdfReader

from migrationbook.core.inline import plain
from migrationbook.core.made import Ledger
from migrationbook.core.paths import ROOT
from migrationbook.core.pool import Product, make, prune
from migrationbook.core.yamlfile import YamlFile
from migrationbook.corpus.fingerprint import fold
from migrationbook.corpus.handouts import ExerciseTask, ResolvedHandout, handout_names, handout_problems, handouts_of
from migrationbook.corpus.imprint import Imprint
from migrationbook.corpus.load import Corpus
from migrationbook.corpus.tables import series
from migrationbook.exercises.form.kind import Form
from migrationbook.exercises.match.kind import Match
from migrationbook.exercises.multiple.kind import Multiple
from migrationbook.exercises.numeric.kind import Numeric
from migrationbook.exercises.open.kind import Open
from migrationbook.exercises.order.kind import Order
from migrationbook.exercises.single.kind import Single
from migrationbook.print.handouts import handout_products, student_data
from migrationbook.print.slides import slide_products
from tests.conftest import TinyCourse
from tests.hostile import laced
from tests.print.conftest import PUBLISHED, RESERVED, TASKS, assert_standards, elements, handout_text, pages_of, pdf_of, sheet_of, squeezed

Made = tuple[ResolvedHandout, bytes, bytes]
LESSON = "exercises/part/lesson.yml"


# ------------------------------------------------------------------------------------------- the course's own sheets
def test_both_editions_keep_both_standards(made: Made) -> None:
    for pdf in made[1:]:
        assert_standards(pdf)


def test_the_common_pages_agree(made: Made) -> None:
    student, instructor = (pages_of(pdf) for pdf in made[1:])
    assert len(instructor) > len(student)
    assert "Session plan" in instructor[len(student)]
    for number, (ours, theirs) in enumerate(zip(student, instructor, strict=False), 1):
        assert f"Page {number} of {len(student)}" in ours
        assert f"Page {number} of {len(instructor)}" in theirs
        task = r"\d+ min · (?:alone|in pairs|in a group|all together)"
        assert re.findall(task, ours) == re.findall(task, theirs)


def test_everything_chosen_is_printed(made: Made) -> None:
    sheet, student, _ = made
    corpus, handout = sheet.corpus, sheet.handout
    text = squeezed(" ".join(pages_of(student)))
    wanted = [handout.title, handout.subtitle, plain(handout.lead, corpus), *(plain(o, corpus) for o in handout.objectives)]
    for name in handout.excerpts:
        excerpt = corpus.excerpts[name]
        wanted += [fold(excerpt.de), fold(excerpt.en), excerpt.locator, *excerpt.glosses]
    words = corpus.figures[handout.figure.figure]
    wanted += [plain(words.caption, corpus), words.title, *(plain(corpus.facts[name].statement, corpus) for name in handout.facts)]
    wanted += [plain(prompt.prompt, corpus) for prompt in sheet.prompts]
    for task, asked in zip(handout.tasks, sheet.asked, strict=True):
        wanted.append(plain(task.ask or asked.exercise.ask, corpus) if isinstance(task, ExerciseTask) else plain(task.ask, corpus))  # type: ignore[union-attr]
        for option in getattr(asked and asked.exercise, "options", []):
            wanted.append(plain(option.text, corpus))
    assert [words for words in wanted if squeezed(words) not in text] == []
    assert squeezed("CC BY-SA 4.0") in squeezed(pages_of(student)[0])
    for key in {row["key"] for row in student_data(sheet, Imprint.read())["references"]}:
        assert squeezed(corpus.bibliography.entries[key].fields["year"]) in text


def test_shuffles_are_those_of_the_page(printing: TinyCourse) -> None:
    sheet = sheet_of(printing, "first")
    by_kind = {task["kind"]: task for task in student_data(sheet, Imprint.read())["tasks"]}
    for asked in sheet.asked:
        assert asked is not None
        exercise = asked.exercise
        if isinstance(exercise, Order):
            assert by_kind["order"]["items"] == [[exercise.items[i].text] for i in exercise.shown(asked.uid)]
        if isinstance(exercise, Match):
            assert by_kind["match"]["right"] == exercise.choices(asked.uid)


def test_the_instructor_has_the_key(made: Made) -> None:
    sheet, student, instructor = made
    text, given_away = squeezed(" ".join(pages_of(instructor))), squeezed(" ".join(pages_of(student)))
    secret = [task.tip for task in sheet.handout.tasks] + [prompt.notes for prompt in sheet.prompts]
    for asked in sheet.asked:
        exercise = asked and asked.exercise
        if isinstance(exercise, (Single, Multiple)):
            secret += [option.why for option in exercise.options]
        if isinstance(exercise, Numeric):
            secret += [exercise.why, *(mistake.why for mistake in exercise.mistakes)]
        if isinstance(exercise, Open):
            secret += [exercise.model, *exercise.criteria]
        if isinstance(exercise, Form):
            secret += [*(section.model for section in exercise.sections), *exercise.criteria]
    secret = [plain(words, sheet.corpus) for words in secret]
    assert [words for words in secret if squeezed(words) not in text] == []
    assert [words for words in secret if squeezed(words) in given_away] == []


def test_structure_language_and_links(made: Made) -> None:
    sheet, student, _ = made
    reader = PdfReader(io.BytesIO(student))
    catalogue: Any = reader.trailer["/Root"]
    assert catalogue["/Lang"] == "en-GB"
    assert sheet.handout.title in str(reader.metadata.title)  # type: ignore[union-attr]
    found = list(elements(catalogue["/StructTreeRoot"]["/K"]))
    kinds_found = [element.get("/S") for element in found]
    assert kinds_found.count("/H1") >= 7
    assert kinds_found.count("/H2") == len(sheet.handout.tasks)
    assert kinds_found.count("/TH") >= 5
    alts = [str(element["/Alt"]) for element in found if "/Alt" in element]
    assert sheet.corpus.figures[sheet.handout.figure.figure].alt in alts
    languages = {element["/Lang"] for element in found if "/Lang" in element}
    assert "de-DE" in languages and "de-GB" not in languages and "de" not in languages
    german = sum(element.get("/Lang") == "de-DE" for element in found)
    assert german >= 1 + len(sheet.handout.excerpts)
    notes = [annotation.get_object() for pdf_page in reader.pages for annotation in pdf_page.get("/Annots", [])]
    assert any("/Dest" in note or "/D" in note.get("/A", {}) for note in notes), "citations lead to the list of references"


def test_fonts_come_from_packages_and_are_embedded(made: Made) -> None:
    for pdf in made[1:]:
        names = set()
        for pdf_page in PdfReader(io.BytesIO(pdf)).pages:
            for font in pdf_page["/Resources"].get("/Font", {}).values():  # type: ignore[union-attr]
                inner = font.get_object()["/DescendantFonts"][0].get_object()
                assert any(name in inner["/FontDescriptor"] for name in ("/FontFile2", "/FontFile3"))
                names.add(inner["/BaseFont"].split("+")[-1].split("-")[0])
        assert names == {"SourceSansPro", "SourceSerifPro"}


def codes_and_links(pdf: bytes) -> tuple[list[str], set[str]]:
    """What a camera reads on the first page, and where links lead on all."""
    picture = pypdfium2.PdfDocument(pdf)[0].render(scale=3).to_pil()
    notes = [note.get_object() for page in PdfReader(io.BytesIO(pdf)).pages for note in page.get("/Annots", [])]
    return [code.text for code in zxingcpp.read_barcodes(picture)], {note["/A"]["/URI"] for note in notes if "/URI" in note.get("/A", {})}


@pytest.mark.parametrize("name", ["iom", "phases-before"])
def test_the_qr_code_opens_the_chapter(name: str) -> None:
    sheet = ResolvedHandout(Corpus(), name)
    student = pdf_of(sheet, "student")
    address = f"{PUBLISHED}chapters/{sheet.opening_page}.html"
    codes, links = codes_and_links(student)
    assert codes == [address] and address in links
    assert squeezed(f"version {Imprint.read().version}, {address.removeprefix('https://')}") in squeezed(" ".join(pages_of(student)))


@pytest.mark.parametrize("edition", ["student", "instructor"])
def test_a_sheet_of_a_course_without_an_address_says_draft(edition: str) -> None:
    pdf = pdf_of(ResolvedHandout(Corpus(), "iom"), edition, RESERVED)
    codes, links = codes_and_links(pdf)
    text = squeezed(" ".join(pages_of(pdf)))
    assert codes == [] and not [link for link in links if link.startswith(RESERVED)]
    assert all(squeezed(words) in text for words in ("DRAFT Not online yet", "draft, not published yet")) and "course.example" not in text
    assert_standards(pdf)


def test_no_page_ends_early(made: Made) -> None:
    for pdf in made[1:]:
        for number, pdf_page in enumerate(pypdfium2.PdfDocument(pdf), 1):
            rows = pdf_page.render(scale=1, grayscale=True).to_numpy()
            # the text area, without the instructor's bar at the right
            inked = (rows[80:785, 50:545] < 215).any(axis=1)
            blank, most = 0, 0
            for ink in inked:
                blank = 0 if ink else blank + 1
                most = max(most, blank)
            assert most / 72 * 25.4 < 45, f"page {number} has a hole of {most / 72 * 25.4:.0f} mm"


def test_the_table_of_the_first_handout_is_the_data() -> None:
    table = ResolvedHandout(Corpus(), "iom").handout.table
    assert table is not None
    donors = series("iom-donors").set_index(["donor", "year"])["revenue_musd"]
    totals = series("iom-revenue-by-type").set_index("year")["total"]
    for donor, *cells in table.rows:
        for year, cell in zip(table.head[1:], cells, strict=True):
            if cell == "–":
                assert (donor, int(year)) not in donors.dropna().index
            else:
                value = totals[int(year)] if donor == "all revenue" else donors[donor, int(year)]
                assert cell == f"{value:,.1f}"
    listed = {donor for donor, year in donors.dropna().index if year in (2014, 2015)}
    assert {row[0] for row in table.rows[:-1]} == listed


# ------------------------------------------------------------------------------------------- every printable kind
@pytest.mark.parametrize("name", TASKS)
def test_every_kind_keeps_the_standards(printing: TinyCourse, name: str) -> None:
    sheet = sheet_of(printing, name)
    student, instructor = pdf_of(sheet, "student"), pdf_of(sheet, "instructor")
    assert_standards(student)
    assert_standards(instructor)
    ours, theirs = pages_of(student), pages_of(instructor)
    assert "Session plan" in theirs[len(ours)]
    for task in TASKS[name]:
        assert f"Tip-{task}." in " ".join(theirs)
        assert f"Tip-{task}." not in " ".join(ours)


#: What the instructor alone may know, and something else in its place.
SECRETS = {
    LESSON: [
        ("{text: A, right: true, why: a}, {text: B, why: b}]", "{text: A, why: changed}, {text: B, right: true, why: 'changed [@work]'}]"),
        ("{text: A, right: true, why: a}, {text: B, why: b}, {text: C,", "{text: A, why: x}, {text: B, right: true, why: y}, {text: C,"),
        ("answer: 2, tolerance: 0.1, why: w, mistakes: [{value: 3, why: m}]", "answer: -712345.5, tolerance: 0, why: x, mistakes: []"),
        ("{text: A, why: a}, {text: B, why: b}, {text: C, why: c}]}", "{text: C, why: z}, {text: B, why: y}, {text: A, why: x}]}"),
        ("{left: L, right: R, why: w}, {left: M, right: S, why: w}", "{left: L, right: S, why: x}, {left: M, right: T, why: x}"),
        ("decoys: [T]", "decoys: [R]"),
        ("{text: A, is: X, why: a}, {text: B, is: Y, why: b}", "{text: A, is: Y, why: x}, {text: B, is: X, why: x}"),
        ("{right: b, why: w, wrong: [{text: d, why: v}]}", "{right: d, why: x, wrong: [{text: b, why: x}]}"),
        ('targets: [{words: "jede Person", why: w}], decoys: [{words: der Grenze, why: v}]', "targets: [{words: genau, why: x}]"),
        ("{text: A, reason: r, cost: c}, {text: B, reason: r, cost: c}", "{text: A, reason: x, cost: x}, {text: B, reason: y, cost: y}"),
        ("model: M, criteria: [C, D]", "model: Another one, criteria: [E, F, G]"),
        ("for: [f], against: [g], moves: [h]", "for: [x, y], against: [x], moves: [x, y, z]"),
        ("model: Model-one", "model: 'Another one [@work]'"),
        ("criteria: [Criterion-one, Criterion-two]", "criteria: [Criterion-x, Criterion-y, Criterion-z]"),
        ("maximum: true}, accepts: {posts: 3}, why: w", "minimum: true}, accepts: {posts: 1}, why: x, otherwise: y"),
        ("notes: Listen.", "notes: 'Talk [@work].'"),
    ],
    "handouts/first.yml": [("Tip-one.", "Another tip."), ("Plan-one.", "Another plan."), ("Mended-one.", "Another word.")],
    "handouts/second.yml": [("grid-a", "another a"), ("sketch-key", "another key"), ("Wrong-one.", "Another wrong one.")],
}  # fmt: skip


def test_the_students_pdf_depends_on_no_key(printing: TinyCourse) -> None:
    before = {name: (pdf_of(sheet_of(printing, name), "student"), pdf_of(sheet_of(printing, name), "instructor")) for name in TASKS}
    sheet = sheet_of(printing, "first")
    order = next(asked for asked in sheet.asked if asked and isinstance(asked.exercise, Order))
    # were the changed order the one that is shown, it would have to be shown in another one
    assert order.exercise.shown(order.uid) != [2, 1, 0]  # type: ignore[attr-defined]
    for file, changes in SECRETS.items():
        for old, new in changes:
            printing.replace(file, old, new)
    for name, (student, instructor) in before.items():
        assert pdf_of(sheet_of(printing, name), "student") == student
        assert pdf_of(sheet_of(printing, name), "instructor") != instructor


def test_a_form_of_the_largest_size_stands_on_two_pages(printing: TinyCourse) -> None:
    ask = "What is to be written here? " * 4
    sections = ", ".join(
        f"{{id: s{number}, label: Label-{number}, ask: '{ask}', lines: {4 + (number < 4)}, model: Model-{number}}}" for number in range(8)
    )
    path = printing.root / "data" / LESSON
    path.write_text(re.sub(r"sections: \[\{id: first.*?\}\]", f"sections: [{sections}]", path.read_text("utf-8")), "utf-8")
    sheet = sheet_of(printing, "second")
    for edition in ("student", "instructor"):
        pages = pages_of(pdf_of(sheet, edition))
        assert len([page for page in pages if "What is to be written here?" in page]) == 2
        assert ("Model-7" in " ".join(pages)) == (edition == "instructor")


# ------------------------------------------------------------------------------------------- bad input
#: name: (what stands in handouts/first.yml, what stands there instead, words of the problem, words on the line)
FAULTS = {
    "an unknown exercise": ("part/lesson#many", "part/lesson#nany", "exercise “part/lesson#nany” does not exist", "nany"),
    "an unknown lesson": ("part/lesson#many", "part/lessen#many", "lesson “part/lessen” does not exist", "lessen"),
    "an exercise that needs a screen": ("part/lesson#many", "part/lesson#use", "cannot be done on paper", "#use"),
    "a form as the first task": ("part/lesson#one", "part/lesson#report", "cannot come first", "#report"),
    "an exercise no name": ("part/lesson#many", "many", "“tasks → 1 → exercise → exercise”", "many"),
    "an unknown excerpt": ("excerpts: [einmal]", "excerpts: [zweimal]", "excerpt “zweimal” does not exist", "zweimal"),
    "an unknown figure": ("part/bars", "part/lines", "figure “part/lines” does not exist", "part/lines"),
    "an unknown fact": ("part/four", "part/five", "fact “part/five” does not exist", "part/five"),
    "an unknown prompt": ("part/lesson#talk", "part/lesson#walk", "prompt “walk” does not exist", "walk"),
    "an unknown explorer": ("explore: [part/lesson#use]", "explore: [part/lesson#ues]", "“part/lesson#ues” does not exist", "ues"),
    "a task that needs no explorer": ("explore: [part/lesson#use]", "explore: [part/lesson#one]", "has no explorer", "explore"),
    "an unknown work": ("[@work, p. 3]", "[@nowork]", "work “nowork” does not exist", "nowork"),
    "a chapter without a page": ("chapter: part", "chapter: parts", "which does not exist", "chapter"),
    "a plan that is too short": ("minutes: 30, phase: End", "minutes: 20, phase: End", "fills 80 minutes, the session has 90", "plan"),
    "tasks that take too long": ("minutes: 4, form", "minutes: 45, form: alone, tip: t, exercise: part/lesson#gaps}\n  - {minutes: 45, form", "the tasks take", "tasks"),  # noqa: E501
    "a tip that is too long": ("Tip-one.", "Tip " * 60 + ".", "the margin holds 220", "Tip"),
    "a task without a form": ("form: alone, tip: Tip-one.", "tip: Tip-one.", "form” is missing", "one"),
    "an unknown entry": ("lead:", "leed:", "“leed” is not known", "leed"),
    "a handout with too few tasks": (handout_text(TASKS["first"]), handout_text(("one", "many")), "at least 6 items", "tasks"),
}


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_is_told_with_file_line_and_remedy(printing: TinyCourse, name: str) -> None:
    old, new, problem, on_line = FAULTS[name]
    printing.replace("handouts/first.yml", old, new)
    found = list(handout_problems(Corpus(printing.root)))
    assert len(found) == 1, [str(error) for error in found]
    assert problem in found[0].problem, found[0].problem
    assert found[0].mend
    assert str(found[0].file).endswith("handouts/first.yml")
    assert found[0].line is not None
    rows = (printing.root / "data" / "handouts" / "first.yml").read_text("utf-8").splitlines()
    assert on_line in rows[found[0].line - 1]


def test_the_course_and_the_tiny_course_have_no_faults(printing: TinyCourse) -> None:
    assert list(handout_problems(Corpus(printing.root))) == []
    assert handout_names(Corpus(printing.root)) == ["first", "second"]
    assert [sheet.name for sheet in handouts_of("part", Corpus(printing.root))] == ["first", "second"]
    assert [str(error) for error in handout_problems(Corpus())] == []


# ------------------------------------------------------------------------------------------- the files
def products(course: TinyCourse, folder: Path) -> list[Product]:
    """The sheets and slides of the tiny course, read anew."""
    corpus = Corpus(course.root)
    return [*handout_products(corpus, folder / "site", folder / "teachers"), *slide_products(corpus, folder / "site")]


def test_editions_go_to_two_folders_and_old_ones_away(printing: TinyCourse, tmp_path: Path) -> None:
    site, teachers = tmp_path / "site" / "handouts", tmp_path / "teachers"
    found = products(printing, tmp_path)
    make(found)
    for folder in (site, teachers):
        (folder / "gone-student.pdf").write_bytes(b"")
        (folder / "another.txt").write_bytes(b"")
        prune(folder, "*.pdf", found)
    sheets = ["first-slides.pdf", "first-student.pdf", "second-slides.pdf", "second-student.pdf"]
    assert sorted(path.name for path in site.iterdir()) == ["another.txt", *sheets]
    assert sorted(path.name for path in teachers.iterdir()) == ["another.txt", "first-instructor.pdf", "second-instructor.pdf"]


def test_a_sheet_depends_on_no_clock_and_on_no_variable(printing: TinyCourse, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Another folder, process, time zone, language and order of hashes are tried on the whole book, by ``.ci/run``."""
    one, two = (
        [product for product in products(printing, tmp_path / name) if product.name.startswith("sheets/second")] for name in ("one", "two")
    )
    make(one)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "7")
    with time_machine.travel(dt.datetime.now(dt.UTC) + dt.timedelta(days=2000)):
        make(two)
    assert [product.files[0].read_bytes() for product in one] == [product.files[0].read_bytes() for product in two]


def test_a_sheet_is_set_again_when_something_behind_it_has_changed_and_only_then(
    printing: TinyCourse, tmp_path: Path
) -> None:
    def set_again() -> list[str]:
        return [path.name for path in make(products(printing, tmp_path), Ledger(Corpus(printing.root).digest, stamps))]

    stamps = tmp_path / "stamps"
    first, second = ([f"{name}-{what}.pdf" for what in ("student", "instructor", "slides")] for name in ("first", "second"))
    assert sorted(set_again()) == sorted(first + second)
    assert set_again() == []
    # another lesson is none of its business
    printing.write("exercises/part/elsewhere.yml", "title: half written")
    assert set_again() == []
    (tmp_path / "teachers" / "second-instructor.pdf").unlink()
    assert set_again() == second[1:2]
    # one that was interrupted
    Ledger(str, stamps).forget("sheets/first-slides")
    assert set_again() == first[2:]
    printing.replace("handouts/first.yml", "chapter: part", "chapter: part  # the same, with a word to the author")
    assert sorted(set_again()) == sorted(first)


def test_nothing_of_the_instructor_edition_is_in_the_site() -> None:
    site = ROOT / "_build" / "html"
    if not site.is_dir():
        pytest.skip("the book is not built")
    assert [path for path in site.rglob("*") if "instructor" in path.name] == []
    # sheets and slides; the book has a test of its own, and 650 pages
    for path in (site / "handouts").glob("*.pdf"):
        text = " ".join(pages_of(path.read_bytes())).casefold()
        assert "instructor edition" not in text and "answer key" not in text, path


# ------------------------------------------------------------------------------------------------ what an author may write
# a margin holds few words more
@pytest.mark.parametrize("words", ["#panic() $x$ <b>", "@label // *", "]] /* \\n &amp; {-}"])
def test_hostile_text_is_set_as_itself_everywhere(printing: TinyCourse, words: str) -> None:
    lesson = laced(YamlFile(printing.root / "data" / LESSON).data, words)
    printing.write(LESSON, yaml.safe_dump(lesson, allow_unicode=True, sort_keys=False))
    for name in TASKS:
        path = printing.root / "data" / "handouts" / f"{name}.yml"
        path.write_text(yaml.safe_dump(laced(YamlFile(path).data, words), allow_unicode=True, sort_keys=False), "utf-8")
        sheet = sheet_of(printing, name)
        pages = squeezed(" ".join(pages_of(pdf_of(sheet, "instructor"))))
        # the question, the tip and something of the key of every task, the plan, and what stands before the tasks
        assert pages.count(squeezed(words)) >= 3 * len(sheet.handout.tasks) + 10
