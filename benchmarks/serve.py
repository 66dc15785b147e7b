"""Serves a book, and the hosts from which stock books load scripts, on this machine; counts what is asked for."""

from __future__ import annotations

import gzip
import http.server
import mimetypes
import re
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from urllib.parse import unquote, urlsplit

#: Types that servers compress; pictures and fonts are compressed already.
_COMPRESSED = re.compile(r"text/|application/(javascript|json|xml)|image/svg")
#: Other hosts that stock books name. Below ``.localhost`` a browser finds each on this machine.
_HOSTS = ("cdn.jsdelivr.net", "cdnjs.cloudflare.com", "unpkg.com")
_ELSEWHERE = re.compile(f"https://({'|'.join(map(re.escape, _HOSTS))})")
#: The digest of a file that cdnjs minifies its own way; the same source minified here is refused by it.
_REQUIRE = "/ajax/libs/require.js/"
_INTEGRITY = re.compile(r'(<script [^>]*?)integrity="[^"]*"([^>]*require\.min\.js)|(require\.min\.js"[^>]*?) integrity="[^"]*"')


@dataclass(frozen=True)
class Answer:
    """What was sent for one request.

    Parameters
    ----------
    host:
        The other host that was asked; empty for the book itself.
    path:
        What was asked for.
    status:
        HTTP status.
    weight:
        Bytes of the body as sent.
    """

    host: str
    path: str
    status: int
    weight: int


@dataclass
class Packages:
    """Packages of the npm registry, unpacked, in the place of the hosts that hand them out.

    Parameters
    ----------
    folder:
        Where they are kept.
    """

    folder: Path
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def file(self, host: str, path: str) -> Path | None:
        """Return the file that another host would send, or ``None`` if it is not to be had.

        Parameters
        ----------
        host:
            For example ``cdn.jsdelivr.net``.
        path:
            For example ``/npm/anywidget@0.11.0/dist/index.js``.
        """
        with self._lock:
            if path.startswith(_REQUIRE):
                return self._minified_require(path.removeprefix(_REQUIRE).split("/")[0])
            found = package_file(path)
            folder = self._package(found[0]) if found else None
            if found is None or folder is None:
                return None
            # jsDelivr also finds a file without its ending
            candidates = (folder / found[1], folder / f"{found[1]}.js")
            return next((candidate for candidate in candidates if candidate.is_file()), None)

    def _package(self, name: str) -> Path | None:
        """Return the folder of a package at a version or range, fetched if it is not there."""
        folder = self.folder / re.sub(r"[^\w.@-]", "_", name)
        if not folder.is_dir():
            folder.mkdir(parents=True)
            fetched = subprocess.run(["npm", "pack", "--silent", name], cwd=folder, capture_output=True, text=True, check=False)
            if fetched.returncode:
                return None
            shutil.unpack_archive(folder / fetched.stdout.split()[-1], folder, "gztar", filter="data")
        return folder / "package"

    def _minified_require(self, version: str) -> Path | None:
        """Return require.js, minified: the npm package has it only as it was written."""
        folder = self._package(f"requirejs@{version}")
        if folder is None or not (folder / "require.js").is_file():
            return None
        minified = folder / "require.min.js"
        if not minified.is_file():
            command = ["npm", "exec", "--yes", "--package", "terser", "--", "terser", "require.js", "-c", "-m", "-o", minified.name]
            subprocess.run(command, cwd=folder, capture_output=True, check=False)
        return minified if minified.is_file() else None


def package_file(path: str) -> tuple[str, str] | None:
    """Return package and file of an address of jsDelivr or unpkg: ``/npm/@scope/name@1.0/dist/file.js``.

    Parameters
    ----------
    path:
        The address's path.
    """
    found = re.fullmatch(r"/(?:npm/)?((?:@[\w.-]+/)?[\w.-]+@[^/]+)/(.+)", unquote(path))
    return (found[1], found[2]) if found else None


@dataclass
class Served:
    """A book that is served.

    Parameters
    ----------
    address:
        Its address.
    answers:
        What was sent, in order.
    """

    address: str
    answers: list[Answer] = field(default_factory=list)

    def taken(self) -> list[Answer]:
        """Return what was sent since the last time."""
        found, self.answers[:] = list(self.answers), []
        return found


class _Server(http.server.ThreadingHTTPServer):
    """Takes no offence at a browser that is closed while something is on its way."""

    def handle_error(self, request: object, client_address: object) -> None:
        """Say what went wrong, but for a connection that was closed."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)


@contextmanager
def serving(site: Path, packages: Packages) -> Iterator[Served]:
    """Serve a book at a local address while the context is open.

    Parameters
    ----------
    site:
        The built book.
    packages:
        What other hosts would send.
    """

    @cache
    def body(path: Path) -> tuple[bytes, str, bool]:
        kind = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
        content = path.read_bytes()
        if not _COMPRESSED.match(kind):
            return content, kind, False
        if "svg" not in kind:
            content = on_this_machine(content.decode("utf-8"), server.server_port).encode()
        return gzip.compress(content, 9, mtime=0), kind, True

    class Handler(http.server.BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        # head and body in one piece: two small ones would wait for each other
        wbufsize = -1

        def do_GET(self) -> None:
            path = unquote(urlsplit(self.path).path)
            host = self.headers.get("Host", "").split(":")[0].removesuffix(".localhost")
            host = host if host in _HOSTS else ""
            found = packages.file(host, path) if host else site / path.lstrip("/")
            if found is None or not found.is_file():
                self._send(host, path, 404, b"", {})
                return
            content, kind, compressed = body(found)
            headers = {"Content-Type": kind, "Cache-Control": "max-age=600", "Access-Control-Allow-Origin": "*"}
            self._send(host, path, 200, content, headers | ({"Content-Encoding": "gzip"} if compressed else {}))

        def _send(self, host: str, path: str, status: int, content: bytes, headers: dict[str, str]) -> None:
            served.answers.append(Answer(host, path, status, len(content)))
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *arguments: object) -> None:
            """Say nothing."""

    with _Server(("127.0.0.1", 0), Handler) as server:
        served = Served(f"http://127.0.0.1:{server.server_port}")
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield served
        server.shutdown()


def on_this_machine(text: str, port: int) -> str:
    """Return a page or script that looks for the other hosts on this machine.

    Parameters
    ----------
    text:
        HTML, JavaScript or CSS.
    port:
        The local port.
    """
    text = _INTEGRITY.sub(lambda found: found[3] if found[3] else f"{found[1]}{found[2]}", text)
    return _ELSEWHERE.sub(rf"http://\1.localhost:{port}", text)
