"""What is done to a PDF after it is set."""

from __future__ import annotations

import io

from pypdf import PdfReader

from migrationbook.print.typst import clear_stream_ends


def small_pdf(*streams: bytes) -> bytes:
    """A PDF whose objects after the first two are streams."""
    objects = [b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[]/Count 0>>"]
    objects += [b"<</Length %d>>\nstream\n%b\nendstream" % (len(stream), stream) for stream in streams]
    made, offsets = b"%PDF-1.7\n", []
    for number, content in enumerate(objects, 1):
        offsets.append(len(made))
        made += b"%d 0 obj\n%b\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n\r\n" % offset for offset in offsets)
    size = len(objects) + 1
    start = len(made)
    xref = b"xref\n0 %d\n0000000000 65535 f\r\n%b" % (size, table)
    return made + xref + b"trailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (size, start)


def test_a_stream_that_ends_like_a_line_gets_a_whole_line_end() -> None:
    before = small_pdf(b"plain", b"ends\r", b"between", b"again\r", b"last")
    after = clear_stream_ends(before)
    assert len(after) == len(before) + 2
    assert b"ends\r\r\nendstream" in after
    reader = PdfReader(io.BytesIO(after), strict=True)
    assert [reader.get_object(number).get_data() for number in range(3, 8)] == [b"plain", b"ends\r", b"between", b"again\r", b"last"]  # type: ignore[union-attr]
    assert clear_stream_ends(after) == after


def test_other_pdfs_stay_as_they_are() -> None:
    assert clear_stream_ends(small_pdf(b"plain", b"ends\n")) == small_pdf(b"plain", b"ends\n")
