"""A real browser for tests: Debian's chromium, driven by Playwright."""

from __future__ import annotations

import contextlib
import os
import shutil
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import sync_playwright

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Route

_PROGRAMS = ("chromium", "chromium-browser", "google-chrome")


@contextlib.contextmanager
def run_browser() -> Iterator[Browser]:
    """Run the browser. Where none is installed, the test says so and is skipped; in CI it fails."""
    program = next(filter(None, map(shutil.which, _PROGRAMS)), None)
    if program is None:
        if os.environ.get("CI"):
            pytest.fail("no browser in CI: .ci/run installs Debian's chromium")
        pytest.skip("no browser: install chromium (Debian: apt-get install chromium)")
    with sync_playwright() as playwright:
        # Chromium refuses its own sandbox to root, who runs tests in containers.
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        yield browser
        browser.close()


def drop(route: Route) -> None:
    """Let a request go nowhere."""
    route.abort()
