"""A reader in Debian's Firefox, driven by Mozilla's own client: Playwright drives only the Firefox it builds itself."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import pytest

if TYPE_CHECKING:
    from marionette_driver.marionette import Marionette, WebElement

NAMES = ("firefox-esr", "firefox")
PATIENCE = 20
# The browser's own account of what pages requested, which no script of a page can alter.
LISTEN = """
const { Services } = globalThis;
globalThis.nianbaoTest = { requests: [] };
Services.obs.addObserver((subject) => {
  const channel = subject.QueryInterface(Ci.nsIHttpChannel);
  if (channel.loadInfo.browsingContextID) globalThis.nianbaoTest.requests.push(channel.URI.spec);
}, "http-on-modify-request");
"""
REQUESTS = "return globalThis.nianbaoTest.requests.splice(0)"
# Console lines stay in the page's own process, so the page's console is overheard there.
OVERHEAR = """
window.nianbaoHeard = [];
for (const how of ["warn", "error"]) console[how] = (...said) => window.nianbaoHeard.push(said.join(" "));
"""
FAULTS = """
const faults = Services.console.getMessageArray().filter((each) =>
  each instanceof Ci.nsIScriptError && each.category === "content javascript"
  && !(each.flags & Ci.nsIScriptError.warningFlag) && each.sourceName.startsWith("http"));
Services.console.reset();
return faults.map(String);
"""


@dataclass
class Reader:
    """A tab of Firefox. Elements of the widget are found behind its shadow root by `of="nianbao-widget"`."""

    fox: Marionette

    def go(self, address: str) -> None:
        self.fox.navigate(address)
        self.run(OVERHEAR)

    def run(self, script: str, *given: Any) -> Any:
        """What the page's own script would get."""
        return self.fox.execute_script(script, script_args=given, sandbox=None)

    def until(self, script: str) -> Any:
        """The first value of the expression that holds."""
        from marionette_driver import Wait

        return Wait(self.fox, timeout=PATIENCE, interval=0.05).until(
            lambda _: self.run(f"return {script}"), message=f"waited for {script}"
        )

    def all(self, css: str, of: str = "") -> list[WebElement]:
        from marionette_driver import By

        if not of:
            return list(self.fox.find_elements(By.CSS_SELECTOR, css))
        root = self.fox.find_element(By.CSS_SELECTOR, of).shadow_root
        return list(root.find_elements(By.CSS_SELECTOR, css))

    def one(self, css: str, of: str = "") -> WebElement:
        """The first such element, once there is one."""
        inside = f"document.querySelector({of!r})?.shadowRoot" if of else "document"
        self.until(f"!!{inside}?.querySelector({css!r})")
        return self.all(css, of)[0]

    def words(self, css: str, of: str = "") -> str:
        return str(self.one(css, of).text)

    def press(self, *keys: str) -> None:
        """Keys on whatever has the focus, as a keyboard sends them."""
        strokes = self.fox.actions.sequence("key", "keyboard")
        for key in keys:
            strokes = strokes.key_down(key).key_up(key)
        strokes.perform()

    def requests(self) -> list[str]:
        """Addresses that pages requested since the last call."""
        return [str(each) for each in self._chrome(REQUESTS)]

    def console(self) -> list[str]:
        """Warnings and errors that scripts wrote to the page's console since it was opened."""
        return [str(each) for each in self.run("return window.nianbaoHeard")]

    def faults(self) -> list[str]:
        """Errors of the pages' scripts since the last call."""
        return [str(each) for each in self._chrome(FAULTS)]

    def strangers(self, *sites: str) -> list[str]:
        """Requests to any host that is none of the sites."""
        known = {urlsplit(site).netloc for site in sites}
        return [url for url in self.requests() if urlsplit(url).netloc not in known]

    def _chrome(self, script: str) -> list[Any]:
        with self.fox.using_context("chrome"):
            return list(self.fox.execute_script(script, sandbox="system", new_sandbox=False))


@pytest.fixture(scope="session")
def firefox(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Marionette]:
    binary = next((found for name in NAMES if (found := shutil.which(name))), None)
    if binary is None:
        pytest.skip("Firefox is not installed (apt-get install firefox-esr)")
    driver = pytest.importorskip("marionette_driver.marionette", reason="marionette_driver is not installed")
    log = tmp_path_factory.mktemp("firefox") / "log"
    fox = driver.Marionette(
        bin=str(Path(binary)), headless=True, port=0, gecko_log=str(log), app_args=["-remote-allow-system-access"],
        prefs={"intl.accept_languages": "zh-CN, zh, en"},
    )  # fmt: skip
    try:
        fox.start_session()
        with fox.using_context("chrome"):
            fox.execute_script(LISTEN, sandbox="system")
        yield fox
    finally:
        fox.cleanup()


@contextmanager
def reading(fox: Marionette) -> Iterator[Reader]:
    """A tab of its own, of which nothing remains; its visit is no other tab's."""
    first = fox.current_window_handle
    tab = fox.open(type="tab", focus=True)
    fox.switch_to_window(tab["handle"])
    reader = Reader(fox)
    reader.requests(), reader.faults()
    try:
        yield reader
        assert reader.faults() == []
    finally:
        fox.close()
        fox.switch_to_window(first)
