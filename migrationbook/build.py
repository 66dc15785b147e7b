"""The way from the course to the finished book: check, make what is drawn and set, read and write the pages, follow the links."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterable

from migrationbook.check.check import EXPLORERS, STEPS, problems
from migrationbook.core.errors import CourseError
from migrationbook.core.made import Ledger
from migrationbook.core.paths import BUILD, INSTRUCTOR, ROOT, SITE, SITE_FILES
from migrationbook.core.pool import Product, make, prune
from migrationbook.corpus.imprint import Imprint
from migrationbook.corpus.load import Corpus
from migrationbook.corpus.outline import PDF_FOLDER
from migrationbook.explorers.products import PICTURES, explorer_products
from migrationbook.export.exam import exam_lms_products
from migrationbook.lesson.registers import DOWNLOADS, download_products
from migrationbook.print.book import book_products
from migrationbook.print.exam import exam_products
from migrationbook.print.handouts import handout_products
from migrationbook.print.preview import preview_products
from migrationbook.print.slides import slide_products

#: Where what is made stands, and which files of it are meant: what no product makes any more is deleted there.
_PLACES = (
    (SITE_FILES / "handouts", "*.pdf"),
    (INSTRUCTOR, "*.pdf"),
    (SITE_FILES / DOWNLOADS, "*"),
    (SITE_FILES / PICTURES, "*.js"),
    (SITE_FILES / PDF_FOLDER, "*.pdf"),
)

#: Said while the address of the book is one that no host has.
_DRAFT = (
    "this is a draft: html: baseurl: in _config.yml names a reserved address, so sheets and slides say “draft” and show no QR code, "
    "pages name no address, and there is no sitemap. Remedy: write there the address at which you publish the book"
)


def sheet_products(course: Corpus) -> list[Product]:
    """Return everything that teachers print, project or import: handouts in both editions, slides, exam items on paper and for Moodle."""
    return [*handout_products(course), *slide_products(course), *exam_products(course), *exam_lms_products(course)]


def report(errors: Iterable[CourseError]) -> bool:
    """Print what is wrong, and return whether anything is."""
    found = list(errors)
    for error in found:
        print(error, file=sys.stderr)
    return bool(found)


def build(course: Corpus, jobs: int = 2, quiet: bool = False) -> bool:
    """Build the site with warnings as errors, and all that it offers.

    Parameters
    ----------
    course:
        The course.
    jobs:
        Processes to work in.
    quiet:
        Whether only warnings and errors are printed.

    Returns
    -------
    bool
        Whether it succeeded; what is wrong has been printed.
    """
    if report(problems(course, [step for step in STEPS if step is not EXPLORERS])):
        return False
    ledger = Ledger(course.digest)
    volumes = book_products(course)
    made = [*explorer_products(course), *sheet_products(course), *download_products(course), *preview_products(course)]
    # the PDFs of the book take a minute, which whoever mends a sentence should not wait; `make pdf` sets them again
    missing = [volume for volume in volumes if not volume.files[0].is_file()]
    make([*made, *missing], ledger, jobs)
    for folder, pattern in _PLACES:
        prune(folder, pattern, [*made, *volumes])
    if report(problems(course, [EXPLORERS])) or not _build_pages(jobs, quiet) or report(_broken_links(course)):
        return False
    if not all(ledger.is_current(volume.name, volume.files) for volume in volumes):
        print("the PDFs of the book are older than its pages: make pdf sets them again")
    if Imprint.read(course.root).draft:
        print(_DRAFT)
    print(f"open {SITE / 'index.html'}")
    return True


def _build_pages(jobs: int, quiet: bool) -> bool:
    from jupyter_book.sphinx import build_sphinx  # takes a second, which a check need not wait

    status = build_sphinx(
        ROOT,
        SITE,
        noconfig=True,
        path_config=ROOT / "_config.yml",
        confoverrides={"external_toc_path": "_toc.yml", "latex_individualpages": False},
        warningiserror=True,
        keep_going=True,
        quiet=quiet,
        jobs=jobs,
    )
    if status:
        # what a failed build has read would be taken for good by the next one
        shutil.rmtree(BUILD / ".doctrees", ignore_errors=True)
    return not status


def _broken_links(course: Corpus) -> Iterable[CourseError]:
    from migrationbook.check.links import broken_links, links_below
    return broken_links([*links_below(SITE), *links_below(INSTRUCTOR)], SITE, Imprint.read(course.root).site)


def make_sheets(course: Corpus, jobs: int = 2) -> list[str]:
    """Set the sheets, and return the names of the files that were set again."""
    return _written(course, sheet_products(course), jobs)


def make_book_pdfs(course: Corpus, jobs: int = 2) -> list[str]:
    """Set the book's PDFs, put them into the site if there is one, and return the names of the files that were set again."""
    volumes = book_products(course)
    written = _written(course, volumes, jobs, site_folder=PDF_FOLDER)
    prune(SITE_FILES / PDF_FOLDER, "*.pdf", volumes)
    return written


def _written(course: Corpus, products: list[Product], jobs: int, site_folder: str | None = None) -> list[str]:
    written = make(products, Ledger(course.digest), jobs)
    if site_folder and SITE.is_dir():
        (SITE / site_folder).mkdir(exist_ok=True)
        for path in written:
            shutil.copy(path, SITE / site_folder)
    return [path.relative_to(BUILD).as_posix() for path in written]
