"""A Chromium for the tests: found, or installed. Tests of the page are never skipped for want of one."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
INSTALL_SECONDS = 600
NONE = (
    "The browser tests need Chromium and could not find or install one. Install the package "
    "`chromium` (or Google Chrome), or set CHROMIUM to the browser's path."
)
ARGUMENTS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


def find() -> str:
    """Return the path of a Chromium; install one if need be; raise with what to do if that fails."""
    for look in (_installed, _from_the_system, _from_playwright):
        if found := look():
            return found
    raise RuntimeError(NONE)


def _installed() -> str | None:
    named = os.environ.get("CHROMIUM")
    paths = (shutil.which(name) for name in ([named] if named else NAMES))
    return next((path for path in paths if path), None)


def _from_the_system() -> str | None:
    root = getattr(os, "geteuid", lambda: -1)() == 0
    if not root or not shutil.which("apt-get"):
        return None
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for command in (["apt-get", "update"], ["apt-get", "install", "-y", "chromium"]):
        if not _ran(command, environment):
            return None
    return _installed()


def _from_playwright() -> str | None:
    if not _ran([sys.executable, "-m", "playwright", "install", "chromium"], dict(os.environ)):
        return None
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        path = playwright.chromium.executable_path
    return path if Path(path).exists() else None


def _ran(command: list[str], environment: dict[str, str]) -> bool:
    try:
        done = subprocess.run(
            command, env=environment, timeout=INSTALL_SECONDS, check=False, capture_output=True
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0


if __name__ == "__main__":
    try:
        sys.stdout.write(f"{find()}\n")
    except RuntimeError as error:
        sys.exit(str(error))
