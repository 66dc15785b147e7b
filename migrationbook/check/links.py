"""Links of the built site: inside it each leads to a file and a place that are there; those that leave it are listed."""

from __future__ import annotations

import hashlib
import html
import json
import os
import posixpath
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urldefrag, urljoin, urlsplit

from pypdf import PdfReader

from migrationbook.core.errors import CourseError
from migrationbook.core.files import store_if_possible
from migrationbook.core.made import digest_of
from migrationbook.core.paths import BUILD

#: The page that a server shows at any address: its own links have to begin at the root of the host.
_SHOWN_ANYWHERE = "404.html"
#: Attributes whose value is an address.
_ADDRESSES = frozenset({"href", "src", "xlink:href", "poster", "data", "action", "cite"})


@dataclass(frozen=True)
class Link:
    """A link and where it stands.

    Parameters
    ----------
    file:
        The page or sheet.
    line:
        Its line; ``None`` in a sheet.
    address:
        As it is written there.
    """

    file: Path
    line: int | None
    address: str

    def error(self, problem: str, mend: str) -> CourseError:
        """Return an error that stands where the link does.

        Parameters
        ----------
        problem, mend:
            As in :class:`~migrationbook.core.errors.CourseError`.
        """
        return CourseError(f"the link “{self.address}” {problem}", mend=mend, file=self.file, line=self.line)


@dataclass
class _Reader(HTMLParser):
    """Gathers the links and the ids of a page, those that its scripts are handed as data included."""

    links: list[tuple[int, str]] = field(default_factory=list)
    ids: set[str] = field(default_factory=set)
    in_data: bool = False

    def __post_init__(self) -> None:
        super().__init__()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.in_data = tag == "script" and given.get("type") == "application/json"
        self.ids |= {name for name in (given.get("id"), given.get("name") if tag == "a" else None) if name}
        self.links += [(self.getpos()[0], value) for name, value in attrs if name in _ADDRESSES and value is not None]

    handle_startendtag = handle_starttag

    def handle_data(self, data: str) -> None:
        if self.in_data:
            self.in_data = False
            self.links += [(self.getpos()[0], address) for address in _links_in_data(json.loads(data))]


def _links_in_data(data: Any) -> Iterator[str]:
    """Return the addresses in the data of a script: the values of ``href``, and the links in texts that are HTML."""
    match data:
        case dict():
            for name, value in data.items():
                if name == "href":
                    yield value
                else:
                    yield from _links_in_data(value)
        case list():
            for value in data:
                yield from _links_in_data(value)
        case str() if "<a " in data:
            reader = _Reader()
            reader.feed(data)
            yield from (address for _, address in reader.links)


#: Line and address of each link, and the ids.
_Found = tuple[list[tuple[int | None, str]], list[str]]


def _of_page(path: Path) -> _Found:
    reader = _Reader()
    reader.feed(path.read_text("utf-8"))
    return [*reader.links], sorted(reader.ids)


def _of_sheet(path: Path) -> _Found:
    marks = (mark.get_object() for page in PdfReader(path).pages for mark in page.get("/Annots", []))
    return [(None, str(mark["/A"]["/URI"])) for mark in marks if "/URI" in mark.get("/A", {})], []


def _kept(path: Path, find: Callable[[Path], _Found]) -> _Found:
    """Return what was found in a file, looked for once: of a hundred files one has changed since the last build."""
    content = digest_of([Path(__file__).resolve()], hashlib.sha256(path.read_bytes()).hexdigest())
    kept = BUILD / "links-found" / f"{content}.json"
    if kept.is_file():
        try:
            links, ids = json.loads(kept.read_text("utf-8"))
            return links, ids
        except ValueError:  # cut off when the machine lost its power
            pass
    found = find(path)
    store_if_possible(kept, json.dumps(found))
    return found


@cache
def read_page(path: Path) -> tuple[tuple[Link, ...], frozenset[str]]:
    """Return the links of a page, and the ids that a link can lead to.

    Parameters
    ----------
    path:
        The built page.
    """
    links, ids = _kept(path, _of_page)
    return tuple(Link(path, line, address) for line, address in links), frozenset(ids)


def sheet_links(path: Path) -> list[Link]:
    """Return the links of a PDF.

    Parameters
    ----------
    path:
        The PDF.
    """
    return [Link(path, line, address) for line, address in _kept(path, _of_sheet)[0]]


def links_below(folder: Path) -> list[Link]:
    """Return every link of the pages and the sheets in a folder.

    Parameters
    ----------
    folder:
        The built site, or the folder of the instructors' sheets.
    """
    pages = [link for page in sorted(folder.rglob("*.html")) for link in read_page(page)[0]]
    return pages + [link for sheet in sorted(folder.rglob("*.pdf")) for link in sheet_links(sheet)]


def _leaves(address: str, published: str) -> bool:
    """Return whether an address leaves the book."""
    return urlsplit(address).scheme in ("http", "https") and not address.startswith(published)


def broken_links(links: Iterable[Link], site: Path, published: str) -> Iterator[CourseError]:
    """Return the links inside the book that lead nowhere: to a file that is not there, or to a place that the page has not.

    Parameters
    ----------
    links:
        Links of pages, and of sheets, which name pages by the address of the published book.
    site:
        The built site.
    published:
        Address of the published book, with a stroke at its end.
    """
    files = {path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file()}

    @cache
    def name(file: Path) -> str:
        """Return the name of a page; a sheet of the instructors lies outside the site."""
        return file.relative_to(site).as_posix() if file.is_relative_to(site) else ""

    # the pages of a folder share most of their links: a hundred places stand for thousands
    @cache
    def fault(here: str, address: str) -> tuple[str, str] | None:
        """Return problem and remedy of an address that stands in a page, or in any page of a folder."""
        target = urlsplit(urljoin(published + here, address))
        if target.scheme in ("data", "mailto") or _leaves(address, published):
            return None
        inside = target._replace(query="", fragment="").geturl()
        # a browser takes “..” at the root of a host for the root; opened from disk, the book has a folder above it
        above = not urlsplit(address).scheme and posixpath.normpath(posixpath.join(posixpath.dirname(here), address)).startswith("..")
        if (address.startswith("/") and here != _SHOWN_ANYWHERE) or above or not inside.startswith(published):
            return "works on one machine only", "write it relative to its page"
        there = unquote(inside.removeprefix(published)) or "index.html"
        # “#explore-shares?year=2016” is a place and the setting that its explorer takes
        place = unquote(target.fragment).split("?")[0]
        if there not in files:
            return f"leads to {there}, which is not there", "correct it where the page is written, or add what it names"
        if place and there.endswith(".html") and place not in read_page(site / there)[1]:
            return f"leads to “{place}”, which {there} does not have", "correct it where the page is written"
        return None

    for link in links:
        page = name(link.file)
        # only an address without a path depends on the page itself
        here = page if page == _SHOWN_ANYWHERE or not link.address or link.address[0] in "#?" else page[: page.rfind("/") + 1]
        if found := fault(here, link.address):
            yield link.error(*found)


def addresses_elsewhere(links: Iterable[Link], published: str) -> dict[str, Link]:
    """Return each address that leaves the book once, without its fragment, and the first link to it.

    Parameters
    ----------
    links:
        Links of pages and sheets.
    published:
        Address of the published book, with a stroke at its end.
    """
    found: dict[str, Link] = {}
    for link in links:
        if _leaves(link.address, published):
            found.setdefault(urldefrag(link.address).url, link)
    return found


def source_of(link: Link, root: Path) -> Link:
    """Return the line of the course's data or text that a link comes from; the link itself if none holds its address.

    Parameters
    ----------
    link:
        A link of a built page.
    root:
        The repository.
    """
    # the bibliography writes a DOI without its host
    sought = urldefrag(link.address).url.removeprefix("https://doi.org/")
    for folder in ("data", "chapters"):
        for path in sorted((root / folder).rglob("*")):
            if path.suffix in (".bib", ".yml", ".json", ".md", ".ipynb"):
                for number, row in enumerate(path.read_text("utf-8").splitlines(), 1):
                    if sought in row:
                        return Link(path, number, link.address)
    return link


@dataclass(frozen=True)
class Answers:
    """What other hosts said.

    Parameters
    ----------
    good:
        How many addresses answered as they should.
    excluded:
        How many were not asked, as ``lychee.toml`` tells.
    wrong:
        What is wrong with each other address; a host that could not be reached at all has ``reached`` false.
    """

    good: int
    excluded: int
    wrong: Mapping[str, str]
    reached: bool


def answers(addresses: Sequence[str], folder: Path, config: Path) -> Answers:
    """Ask for addresses with lychee, as politely as its settings say.

    Parameters
    ----------
    addresses:
        What to ask for.
    folder:
        Where the list of addresses and lychee's memory of good answers are kept.
    config:
        Settings of lychee.

    Raises
    ------
    CourseError
        If lychee is missing or cannot read its settings.
    """
    program = shutil.which("lychee", path=f"{Path(sys.executable).parent}{os.pathsep}{os.environ.get('PATH', '')}")
    if program is None:
        raise CourseError("lychee, which asks for addresses, is not installed", mend="run `make links`: it installs requirements/links.txt")
    # one a line, so that lychee's answer tells which one it means, however it writes the address
    listed = folder / "links.html"
    folder.mkdir(parents=True, exist_ok=True)
    listed.write_text("\n".join(f'<a href="{html.escape(address)}">x</a>' for address in addresses), "utf-8")
    # the memory is asked for here and not in the settings: lychee called by hand would leave one where it is called
    command = [program, "--config", str(config), "--cache", "--format", "json", "--no-progress", str(listed)]
    ended = subprocess.run(command, capture_output=True, text=True, check=False, cwd=folder)
    try:
        said = json.loads(ended.stdout)
    except json.JSONDecodeError:
        raise CourseError(f"lychee stopped: {ended.stderr.strip()}", mend="correct what the message names", file=config) from None
    wrong = [*said["error_map"].get(str(listed), []), *said["timeout_map"].get(str(listed), [])]
    return Answers(
        good=said["successful"],
        excluded=said["excludes"],
        wrong={addresses[entry["span"]["line"] - 1]: entry["status"]["text"] for entry in wrong},
        reached=said["successful"] > 0 or any("code" in entry["status"] for entry in wrong),
    )


def sample(addresses: Iterable[str], count: int) -> list[str]:
    """Return addresses of different hosts, the first of each.

    Parameters
    ----------
    addresses:
        All addresses.
    count:
        How many at most.
    """
    hosts: dict[str, str] = {}
    for address in addresses:
        hosts.setdefault(urlsplit(address).netloc, address)
    return list(hosts.values())[:count]
