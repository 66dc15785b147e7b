"""Firefox over WebDriver BiDi and WebKit over WebDriver: what Playwright drives only as builds of its own, which no Debian has.

Both are asked through one interface, :class:`Engine`, which is as small as the tests need it. Nothing is tried twice, and
nothing waits for a time: what has to come is waited for by its condition, and fails after a bound.
"""

from __future__ import annotations

import base64
import http.client
import itertools
import json
import os
import re
import shutil
import socket
import subprocess
import time
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, ExitStack, contextmanager
from pathlib import Path
from typing import IO, Any

from websockets.sync.client import ClientConnection, connect

#: Seconds after which what was waited for has failed: a machine under load needs some for the start of a browser.
BOUND = 60.0
#: Keys by the names that Playwright has for them, as both protocols write them (WebDriver, “keyboard actions”).
KEYS = {
    "Tab": "\ue004",
    "Enter": "\ue006",
    "Space": " ",
    "Shift": "\ue008",
    "Control": "\ue009",
    "Alt": "\ue00a",
    "Escape": "\ue00c",
    "ArrowLeft": "\ue012",
    "ArrowUp": "\ue013",
    "ArrowRight": "\ue014",
    "ArrowDown": "\ue015",
    "Delete": "\ue017",
    "Backspace": "\ue003",
    "Home": "\ue011",
    "End": "\ue010",
}


class EngineMissing(Exception):
    """A browser that this machine does not have."""


def wait_for(condition: Callable[[], Any], what: str) -> Any:
    """Return what a condition gives as soon as it is true.

    Parameters
    ----------
    condition:
        Asked again and again.
    what:
        What it waits for, for the message.

    Raises
    ------
    AssertionError
        If it does not come true within the bound.
    """
    end = time.monotonic() + BOUND
    while not (found := condition()):
        assert time.monotonic() < end, f"{what} did not come within {BOUND:.0f} seconds"
        time.sleep(0.01)
    return found


class Engine(ABC):
    """A browser with one window."""

    name: str

    @abstractmethod
    def open(self, address: str) -> None:
        """Open an address and wait until the page has loaded."""

    @abstractmethod
    def run(self, function: str, *given: Any) -> Any:
        """Call a function of JavaScript in the page and return what it, or its promise, gives, as JSON can hold it."""

    @abstractmethod
    def keys(self, *pressed: Sequence[str]) -> None:
        """Press keys one after another; each is a chord, such as ``("Shift", "Tab")``."""

    @abstractmethod
    def close(self) -> None:
        """End the browser."""

    @abstractmethod
    def frame(self) -> AbstractContextManager[None]:
        """Be in the only frame of the page for a while."""

    def press(self, key: str, times: int = 1) -> None:
        """Press a key, or a chord such as ``Shift+Tab``."""
        self.keys(*[key.split("+")] * times)

    def type(self, text: str) -> None:
        """Type a text, letter by letter."""
        self.keys(*[(letter,) for letter in text])

    @abstractmethod
    def reload(self) -> None:
        """Load the page anew."""

    @abstractmethod
    def back(self) -> None:
        """Go back to the page before, as the browser has kept it or anew."""

    def until(self, function: str, *given: Any) -> Any:
        """Wait until a function of JavaScript gives something true, and return it."""
        return wait_for(lambda: self.run(function, *given), function)


def _port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def _ended(process: subprocess.Popen[Any]) -> None:
    process.terminate()
    try:
        process.wait(BOUND)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


# ------------------------------------------------------------------------------------------------------------ Firefox
#: Settings of a new profile: nothing is asked, fetched or reported, and a download goes where the test looks.
_PREFERENCES: dict[str, Any] = {
    "app.normandy.enabled": False,
    "app.update.disabledForTesting": True,
    # the panel of downloads would take the focus, and keep it: no key would press a button in any later page
    "browser.download.alwaysOpenPanel": False,
    "browser.download.folderList": 2,
    "browser.download.useDownloadDir": True,
    "browser.shell.checkDefaultBrowser": False,
    "browser.startup.homepage_override.mstone": "ignore",
    "datareporting.policy.dataSubmissionEnabled": False,
    "network.captive-portal-service.enabled": False,
    "network.connectivity-service.enabled": False,
    "remote.prefs.recommended": True,
    "toolkit.telemetry.server": "",
    "ui.prefersReducedMotion": 1,
}
_LISTENING = re.compile(r"WebDriver BiDi listening on (ws://\S+)")


class Firefox(Engine):
    """Firefox without a window.

    Parameters
    ----------
    folder:
        An empty folder, for profile and downloads.
    dark:
        Whether the system asks for dark colours; a running Firefox cannot be told.
    """

    name = "firefox"

    def __init__(self, folder: Path, dark: bool = False):
        program = shutil.which("firefox-esr") or shutil.which("firefox")
        if program is None:
            raise EngineMissing("no Firefox found (on Debian: apt-get install firefox-esr)")
        profile, self.downloads = folder / "profile", folder / "downloads"
        for place in (profile, self.downloads):
            place.mkdir(parents=True)
        settings = {**_PREFERENCES, "browser.download.dir": str(self.downloads), "ui.systemUsesDarkTheme": int(dark)}
        lines = (f"user_pref({json.dumps(name)}, {json.dumps(value)});\n" for name, value in settings.items())
        (profile / "user.js").write_text("".join(lines), "utf-8")
        self._said = (folder / "said").open("w+b")
        # with a page to begin with: else the address bar keeps the focus, and no key would press a button
        command = [program, "--headless", "--no-remote", "--profile", profile, "--remote-debugging-port", "0", "data:text/html,start"]
        environment = {**os.environ, "MOZ_CRASHREPORTER_DISABLE": "1", "HOME": str(folder)}
        self._process = subprocess.Popen(command, stdout=self._said, stderr=self._said, env=environment)
        self._numbers = itertools.count(1)
        #: What the page has said on the console or thrown.
        self.console: list[str] = []
        try:
            self._socket: ClientConnection = connect(f"{self._address(self._said)}/session", max_size=None)
            self._send("session.new", capabilities={})
            self._context = self._send("browsingContext.getTree")["contexts"][0]["context"]
            self._send("session.subscribe", events=["log.entryAdded"])
        except BaseException:
            _ended(self._process)
            raise

    def _address(self, said: IO[bytes]) -> str:
        def listening() -> re.Match[str] | None:
            assert self._process.poll() is None, f"Firefox ended: {Path(said.name).read_text('utf-8', 'replace')}"
            return _LISTENING.search(Path(said.name).read_text("utf-8", "replace"))

        return str(wait_for(listening, "Firefox")[1])

    def _send(self, method: str, **parameters: Any) -> dict[str, Any]:
        number = next(self._numbers)
        self._socket.send(json.dumps({"id": number, "method": method, "params": parameters}))
        while True:
            said = json.loads(self._socket.recv(BOUND))
            if said["type"] == "event":
                entry = said["params"]
                self.console.append(f"{entry.get('level')}: {entry.get('text')}")
            elif said["id"] == number:
                assert said["type"] == "success", f"{method}: {said.get('error')}, {said.get('message')}"
                return dict(said["result"])

    def open(self, address: str) -> None:
        """Open an address and wait until the page has loaded."""
        self._send("browsingContext.navigate", context=self._context, url=address, wait="complete")

    def reload(self) -> None:
        """Load the page anew."""
        self._send("browsingContext.reload", context=self._context, wait="complete")

    def back(self) -> None:
        """Go back to the page before; the command ends before the page is there."""
        before = self.run("() => location.href")
        self._send("browsingContext.traverseHistory", context=self._context, delta=-1)
        self.until("(before) => location.href !== before && document.readyState === 'complete'", before)

    def run(self, function: str, *given: Any) -> Any:
        """Call a function of JavaScript in the page; see :meth:`Engine.run`."""
        found = self._send(
            "script.callFunction",
            functionDeclaration=f"async (given) => JSON.stringify(await ({function})(...JSON.parse(given)) ?? null)",
            arguments=[{"type": "string", "value": json.dumps(given)}],
            target={"context": self._context},
            awaitPromise=True,
            userActivation=True,
        )
        assert found["type"] == "success", found["exceptionDetails"]["text"]
        return json.loads(found["result"]["value"])

    def keys(self, *pressed: Sequence[str]) -> None:
        """Press keys one after another."""
        strokes = [stroke for chord in pressed for stroke in _strokes(chord)]
        self._send("input.performActions", context=self._context, actions=[{"type": "key", "id": "keyboard", "actions": strokes}])

    @contextmanager
    def frame(self) -> Iterator[None]:
        """Be in the only frame of the page for a while."""
        page = self._context
        (self._context,) = (child["context"] for child in self._send("browsingContext.getTree", root=page)["contexts"][0]["children"])
        try:
            yield
        finally:
            self._context = page

    def print(self) -> bytes:
        """Return the page as Firefox prints it on A4, as a PDF."""
        page = {"width": 21.0, "height": 29.7}
        return base64.b64decode(self._send("browsingContext.print", context=self._context, page=page, shrinkToFit=True)["data"])

    def close(self) -> None:
        """End the browser."""
        self._socket.close()
        _ended(self._process)
        self._said.close()


def _strokes(chord: Sequence[str]) -> Iterator[dict[str, str]]:
    """Return what a chord of keys is for both protocols: all go down in turn, and up again in the other order."""
    values = [KEYS.get(key, key) for key in chord]
    yield from ({"type": "keyDown", "value": value} for value in values)
    yield from ({"type": "keyUp", "value": value} for value in reversed(values))


# ------------------------------------------------------------------------------------------------------------- WebKit
class WebKit(Engine):
    """The engine of Safari, as GTK's small browser has it, on a screen that nobody sees.

    Parameters
    ----------
    folder:
        An empty folder, which the browser takes for the user's.
    """

    name = "webkit"

    def __init__(self, folder: Path):
        driver, screen = shutil.which("WebKitWebDriver"), shutil.which("Xvfb")
        browser = next(iter(sorted(Path("/usr/lib").glob("*/webkit2gtk-4.*/MiniBrowser"), reverse=True)), None)
        if not (driver and screen and browser):
            raise EngineMissing("WebKit's driver or Xvfb is missing (on Debian: apt-get install webkit2gtk-driver xvfb)")
        self._stack = ExitStack()
        try:
            display = self._stack.enter_context(_screen(screen))
            environment = {**os.environ, "DISPLAY": display, "HOME": str(folder), "GDK_BACKEND": "x11", "LIBGL_ALWAYS_SOFTWARE": "1"}
            environment |= {"WEBKIT_DISABLE_DMABUF_RENDERER": "1", "NO_AT_BRIDGE": "1"}
            self._port = _port()
            said = self._stack.enter_context((folder / "said").open("wb"))
            process = subprocess.Popen([driver, f"--port={self._port}"], env=environment, stdout=said, stderr=said)
            self._stack.callback(_ended, process)
            wait_for(self._answers, "WebKit's driver")
            options = {"binary": str(browser), "args": ["--automation"]}
            wanted = {"browserName": "MiniBrowser", "webkitgtk:browserOptions": options, "pageLoadStrategy": "normal"}
            self._session = f"/session/{self._ask('POST', '/session', {'capabilities': {'alwaysMatch': wanted}})['sessionId']}"
            self._stack.callback(self._ask, "DELETE", self._session)
            self._ask("POST", f"{self._session}/window/rect", {"width": 1280, "height": 900})
        except BaseException:
            self._stack.close()
            raise

    def _answers(self) -> bool:
        try:
            return self._ask("GET", "/status")["ready"] is not None
        except OSError:
            return False

    def _ask(self, method: str, path: str, body: dict[str, Any] | None = None) -> Any:
        link = http.client.HTTPConnection("127.0.0.1", self._port, timeout=BOUND)
        try:
            link.request(method, path, None if body is None else json.dumps(body), {"Content-Type": "application/json"})
            answer = link.getresponse()
            value = json.loads(answer.read())["value"]
        finally:
            link.close()
        assert answer.status == 200, f"{path}: {value['error']}, {value['message']}"
        return value

    def open(self, address: str) -> None:
        """Open an address and wait until the page has loaded."""
        self._ask("POST", f"{self._session}/url", {"url": address})

    def reload(self) -> None:
        """Load the page anew."""
        self._ask("POST", f"{self._session}/refresh", {})

    def back(self) -> None:
        """Go back to the page before."""
        self._ask("POST", f"{self._session}/back", {})

    def run(self, function: str, *given: Any) -> Any:
        """Call a function of JavaScript in the page; see :meth:`Engine.run`."""
        script = (
            "const [given, done] = arguments; Promise.resolve().then(() => "
            f"({function})(...JSON.parse(given))).then((found) => done({{ found: JSON.stringify(found ?? null) }}), "
            "(error) => done({ error: String(error) }));"
        )
        said = self._ask("POST", f"{self._session}/execute/async", {"script": script, "args": [json.dumps(given)]})
        assert "error" not in said, said["error"]
        return json.loads(said["found"])

    def keys(self, *pressed: Sequence[str]) -> None:
        """Press keys one after another."""
        strokes = [stroke for chord in pressed for stroke in _strokes(chord)]
        self._ask("POST", f"{self._session}/actions", {"actions": [{"type": "key", "id": "keyboard", "actions": strokes}]})

    @contextmanager
    def frame(self) -> Iterator[None]:
        """Be in the only frame of the page for a while."""
        self._ask("POST", f"{self._session}/frame", {"id": 0})
        try:
            yield
        finally:
            self._ask("POST", f"{self._session}/frame", {"id": None})

    def close(self) -> None:
        """End the browser, its driver and its screen."""
        self._stack.close()


@contextmanager
def _screen(program: str) -> Iterator[str]:
    """Run a screen that nobody sees, on a number that is free, and return its name."""
    reading, writing = os.pipe()
    process = subprocess.Popen(
        [program, "-displayfd", str(writing), "-screen", "0", "1400x1000x24", "-nolisten", "tcp"],
        pass_fds=[writing],
        stderr=subprocess.DEVNULL,
    )
    os.close(writing)
    with os.fdopen(reading) as told:
        number = told.readline().strip()
    assert number, "Xvfb ended before it had a screen"
    try:
        yield f":{number}"
    finally:
        _ended(process)
