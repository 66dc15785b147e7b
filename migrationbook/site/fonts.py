"""The course's typefaces, cut down to the letters it can need and written into the built book.

Source Sans speaks for the course, Source Serif for titles and for the sources' own words. Both come from PyPI
packages under the SIL Open Font License, so the repository holds no font. "Source" is a reserved name there: a
changed version has to be called something else, and so are ours.
"""

from __future__ import annotations

import base64
import hashlib
import importlib.metadata
import io
import logging
from collections.abc import Iterable
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

from migrationbook.core.files import write_bytes
from migrationbook.core.paths import BUILD

# Sphinx shows every module's chatter, and fontTools has a line for each table it touches.
logging.getLogger("fontTools").setLevel(logging.WARNING)


@dataclass(frozen=True)
class Cut:
    """One font file.

    Parameters
    ----------
    family, weight, style:
        How CSS calls it.
    package:
        The module that brings it; its distribution has the same name with hyphens.
    source:
        Its file there.
    """

    family: str
    weight: int
    style: str
    package: str
    source: str

    @property
    def file(self) -> str:
        """Name of the file in the built book."""
        return f"{self.family.lower().replace(' ', '-')}-{self.weight}-{self.style}.woff2"


# Five cuts and no more: the serif has no bold because titles are set large and light, and the sources' words
# are quoted, not emphasised.
CUTS = (
    Cut("Course Sans", 400, "normal", "font_source_sans_pro", "SourceSansPro-Regular.ttf"),
    Cut("Course Sans", 400, "italic", "font_source_sans_pro", "SourceSansPro-It.ttf"),
    Cut("Course Sans", 600, "normal", "font_source_sans_pro", "SourceSansPro-Semibold.ttf"),
    Cut("Course Serif", 400, "normal", "font_source_serif_pro", "SourceSerifPro-Regular.ttf"),
    Cut("Course Serif", 400, "italic", "font_source_serif_pro", "SourceSerifPro-It.ttf"),
)

# Latin-1 covers German, French, Spanish and Portuguese; the others are letters of names in the bibliography
# (Polish, Czech, Turkish, Croatian, Romanian, Hungarian, Baltic, French) and the signs of the course's prose.
CHARACTERS = "".join(map(chr, [*range(0x20, 0x7F), *range(0xA0, 0x100)])) + (
    "ĀāĂăĄąĆćČčĎďĐđĒēĖėĘęĚěĞğĢģĪīİıĶķĹĺĻļŁłŃńŅņŇňŌōŐőŒœŔŕŘřŚśŞşŠšŢţŤťŪūŮůŰűŲųŸŹźŻżŽžȘșȚț"
    "‐‑‒–—―‘’‚“”„†‡•…‰′″‹›⁄€№™←↑→↓−≈≠≤≥∞✓\u2009\u200a\u202f"
)

# Figures are lining and of one width as they come; raised, old-style and proportional ones would cost 16 kB.
FEATURES = ["kern", "liga", "ccmp", "locl", "mark"]


def cut_font(source: bytes, characters: str, family: str) -> bytes:
    """Return a font as WOFF2 with the given characters only.

    Parameters
    ----------
    source:
        A TrueType font.
    characters:
        What to keep. A character that the font lacks is passed over.
    family:
        The name it bears from now on.

    Returns
    -------
    bytes
        The same bytes for the same input and the same versions of fontTools and Brotli.
    """
    # Without its date set anew and without hints, which modern screens do not use, a cut is small and stable.
    from fontTools import subset  # takes half a second, which a build that has its fonts need not wait
    from fontTools.ttLib import TTFont

    font = TTFont(io.BytesIO(source), recalcTimestamp=False)
    options = subset.Options(flavor="woff2", hinting=False, layout_features=FEATURES, name_IDs=[0, 1, 2, 13, 14], notdef_outline=True)
    cutter = subset.Subsetter(options)
    cutter.populate(text=characters)
    cutter.subset(font)
    for record in font["name"].names:
        if record.nameID == 1:
            record.string = family
    font.flavor = "woff2"
    cut = io.BytesIO()
    font.save(cut)
    return cut.getvalue()


def font_face(cut: Cut, address: str) -> str:
    """Return the CSS that names a cut.

    Parameters
    ----------
    cut:
        The cut.
    address:
        Where its file stands, seen from the stylesheet; or the file itself, as a ``data:`` address.

    Returns
    -------
    str
        One ``@font-face`` rule. Text is readable in the reader's own font until a file has come.
    """
    return (
        f'@font-face{{font-family:"{cut.family}";font-weight:{cut.weight};font-style:{cut.style};font-display:swap;'
        f'src:url("{address}") format("woff2")}}'
    )


def font_file(cut: Cut, cache: Path = BUILD / "fonts") -> bytes:
    """Return the file of a cut.

    Parameters
    ----------
    cut:
        The cut.
    cache:
        Where cut fonts wait for the next time; cutting takes a second or so each.

    Raises
    ------
    ModuleNotFoundError, FileNotFoundError
        If a package of fonts is missing or lacks a file: ``requirements.txt`` names them.
    """
    source = _source(cut).read_bytes()
    kept = cache / f"{_digest(source, cut)}.woff2"
    if not kept.exists():
        cache.mkdir(parents=True, exist_ok=True)
        write_bytes(kept, cut_font(source, CHARACTERS, cut.family))
    return kept.read_bytes()


def stylesheet(cuts: Iterable[Cut] = CUTS, cache: Path = BUILD / "fonts") -> str:
    """Return a stylesheet that holds the fonts themselves.

    A page waits for its stylesheets and for no font, and text that changes its font moves all that stands below it. A fallback of
    like metrics still breaks lines elsewhere, and a page opened from disk may not fetch a font before a stylesheet asks for it.

    Parameters
    ----------
    cuts:
        The cuts.
    cache:
        Where cut fonts wait for the next time.
    """
    held = ((cut, base64.b64encode(font_file(cut, cache)).decode("ascii")) for cut in cuts)
    return "\n".join(font_face(cut, f"data:font/woff2;base64,{file}") for cut, file in held)


def _source(cut: Cut) -> Path:
    """Return the file a cut is made from."""
    module = import_module(cut.package)
    return Path(str(module.__file__)).parent / "files" / cut.source


def _digest(source: bytes, cut: Cut) -> str:
    """Return a name for the cached file that changes with everything the cut depends on."""
    versions = [importlib.metadata.version(name) for name in ("fonttools", "brotli")]
    recipe = "\n".join([CHARACTERS, cut.family, *FEATURES, *versions])
    return hashlib.sha256(source + recipe.encode()).hexdigest()[:16]
