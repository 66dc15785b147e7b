"""The command line: ``python -m migrationbook COMMAND``."""

from __future__ import annotations

import argparse
import datetime as dt
import gc
import io
import json
import sys
from collections.abc import Callable
from contextlib import nullcontext
from pathlib import Path

from migrationbook.core.errors import CourseError
from migrationbook.core.files import alone_in, files_below, keep_fonts_listed_in
from migrationbook.core.paths import BUILD, CHAPTERS, DATA, INSTRUCTOR, ROOT, SITE
from migrationbook.core.pool import SELDOM
from migrationbook.corpus.entries import due
from migrationbook.corpus.imprint import Imprint
from migrationbook.corpus.load import corpus

#: Exit status of a check that could not be made.
NOT_CHECKED = 3
#: Commands that write into ``_build``.
_WRITING = ("handouts", "pdf", "lms", "build", "epub")
#: Commands that draw figures or run cells.
_DRAWING = ("handouts", "pdf", "lms", "build", "notebooks")
#: What shells give for a program that was stopped from the keyboard.
INTERRUPTED = 130


def check(arguments: argparse.Namespace) -> int:
    """Validate all data and notebooks."""
    from migrationbook.check.check import problems

    found = problems(corpus())
    for problem in found:
        print(problem, file=sys.stderr)
    if not found:
        data = corpus()
        print(f"checked: {len(data.excerpts)} excerpts, {len(data.facts)} facts, {len(data.lessons)} lessons, nothing wrong")
    return 1 if found else 0


def status(arguments: argparse.Namespace) -> int:
    """Print what the course holds."""
    from migrationbook.check.status import as_text, course_status

    found = course_status(corpus(), dt.date.today())
    print(json.dumps(found, indent=2, ensure_ascii=False) if arguments.json else as_text(found))
    return 0


def facts(arguments: argparse.Namespace) -> int:
    """List the facts and the searches that are due for review."""
    today = dt.date.fromisoformat(arguments.today) if arguments.today else dt.date.today()
    facts, searches = list(due(corpus().facts, today)), list(due(corpus().searches, today))
    for name, fact in facts:
        print(f"{fact.review_by}  {name}: {fact.statement}")
    for name, search in searches:
        print(f"{search.review_by}  search {name}: {search.looked_for}")
    counts = f"{len(facts)} of {len(corpus().facts)} facts and {len(searches)} of {len(corpus().searches)} searches"
    print(f"{counts} are due on {today}")
    return 0


def fingerprint(arguments: argparse.Namespace) -> int:
    """Make fingerprints from the texts of sources."""
    from migrationbook.corpus.fingerprint import Fingerprint

    for path in arguments.files:
        target = DATA / "sources" / f"{path.stem}.fingerprint"
        target.parent.mkdir(parents=True, exist_ok=True)
        found = Fingerprint.of(path.read_text("utf-8"))
        target.write_text(found.dumps(), "ascii")
        print(f"{target.relative_to(ROOT)}: {found.words} words, {len(found.hashes)} hashes")
    return 0


def notebooks(arguments: argparse.Namespace) -> int:
    """Run every notebook, or those named, and write it in its normal form."""
    from migrationbook.corpus.notebooks import execute_evidence

    paths = arguments.files or files_below(CHAPTERS, "**/*.ipynb")
    for number, path in enumerate(paths, 1):
        print(f"[{number}/{len(paths)}] {path}", flush=True)
        execute_evidence(path)
    return 0


def handouts(arguments: argparse.Namespace) -> int:
    """Set the handouts of the chapters, both editions, their slides, and the exam items."""
    from migrationbook.build import make_sheets

    for name in make_sheets(corpus()):
        print(name)
    return 0


def pdf(arguments: argparse.Namespace) -> int:
    """Set the book and its chapters as PDFs, if anything behind them has changed; a built site takes them up."""
    from migrationbook.build import make_book_pdfs

    for name in make_book_pdfs(corpus()):
        print(name)
    return 0


def digest(arguments: argparse.Namespace) -> int:
    """Print a digest of every published file, as sha256sum writes it, to compare two builds."""
    from migrationbook.core.made import file_digests

    for name, found in file_digests(BUILD, ("html", "instructor")):
        print(f"{found}  {name}")
    return 0


def links(arguments: argparse.Namespace) -> int:
    """Ask for every address that the built book and its sheets cite; status 3 if there is no network to ask through."""
    from migrationbook.check.links import addresses_elsewhere, answers, links_below, sample, source_of

    if not (SITE / "index.html").is_file():
        raise CourseError("the book is not built", mend="run `make book` first", file=SITE)
    found = addresses_elsewhere([*links_below(SITE), *links_below(INSTRUCTOR)], Imprint.read().site)
    memory, settings = BUILD / "links", ROOT / "lychee.toml"
    # a machine without a network would wait for every address
    if not answers(sample(found, 5), memory, settings).reached:
        print(f"not checked: none of the {len(found)} addresses, since no host could be reached from here", file=sys.stderr)
        return NOT_CHECKED
    said = answers(list(found), memory, settings)
    for address, problem in said.wrong.items():
        mend = "open it in a browser; correct it, name an archived copy, or, if only programs are refused, add it to lychee.toml"
        print(source_of(found[address], ROOT).error(f"gave no page: {problem}", mend), file=sys.stderr)
    print(f"{said.good} addresses answered, {len(said.wrong)} did not, {said.excluded} were not asked because they refuse programs")
    return 1 if said.wrong else 0


def lms(arguments: argparse.Namespace) -> int:
    """Write the exercises as questions for Moodle, and the list of those that it cannot hold."""
    from migrationbook.export.lms import build_lms

    build_lms(corpus(), said=print)
    return 0


def build(arguments: argparse.Namespace) -> int:
    """Check the data, then build the book with warnings as errors."""
    from migrationbook.build import build as build_book

    return 0 if build_book(corpus(), arguments.jobs, arguments.quiet) else 1


def epub(arguments: argparse.Namespace) -> int:
    """Make the e-book of the built book."""
    from migrationbook.export.epub import build_epub

    print(build_epub().relative_to(ROOT))
    return 0


def main(argv: list[str] | None = None) -> int:
    """Run a command.

    Returns
    -------
    int
        Exit status.
    """
    parser = argparse.ArgumentParser(prog="python -m migrationbook", description="Reading Migration Management")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    def command(function: Callable[[argparse.Namespace], int]) -> argparse.ArgumentParser:
        sub = commands.add_parser(function.__name__, help=function.__doc__)
        sub.set_defaults(run=function)
        return sub

    command(check)
    command(status).add_argument("--json", action="store_true", help="print JSON")
    command(facts).add_argument("--today", help="judge by this day (YYYY-MM-DD) instead of today")
    command(fingerprint).add_argument("files", nargs="+", type=Path, help="text files named as the sources' keys")
    command(notebooks).add_argument("files", nargs="*", type=Path, help="notebooks; all of them if none is named")
    command(handouts)
    command(pdf)
    command(digest)
    command(links)
    command(lms)
    builder = command(build)
    builder.add_argument("--jobs", type=int, default=2, help="pages read and written at a time")
    builder.add_argument("--quiet", action="store_true", help="print warnings and errors only")
    command(epub)
    arguments = parser.parse_args(argv)
    gc.set_threshold(*SELDOM)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")  # a pipe or an old terminal may not know every letter
    run: Callable[[argparse.Namespace], int] = arguments.run
    try:
        corpus()  # so that nothing is written where no course is
        with alone_in(BUILD) if run.__name__ in _WRITING else nullcontext():
            if run.__name__ in _DRAWING:
                keep_fonts_listed_in(BUILD / "matplotlib")
            return run(arguments)
    except CourseError as error:
        print(error, file=sys.stderr)
        return 1
    except OSError as error:
        if error.filename is None:
            raise
        mend = "see who may read and write there, and whether the disk is full"
        print(CourseError(str(error.strerror), mend=mend, file=error.filename), file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("stopped; the same command begins anew where it has to", file=sys.stderr)
        return INTERRUPTED
    finally:
        # nor does it have to be cleared away, piece by piece, at the end
        gc.freeze()


if __name__ == "__main__":
    sys.exit(main())
