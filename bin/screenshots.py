"""Takes the pictures of README.md: serves the content files from a database of its own, and looks at two pages."""

import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from playwright.sync_api import sync_playwright

ROOT = Path(__file__).resolve().parents[1]
PORT = os.environ.get("PORT", "8000")
PICTURES = {
    "southend-home": ("southend", "/", 1280, 900),
    "young-people": ("thurrock", "/young-people/11-13/", 1280, 900),
}


def browser_path() -> str:
    """Where this machine's Chromium is. Ends the program if there is none."""
    for name in ("chromium", "chromium-browser", "google-chrome"):
        if path := shutil.which(name):
            return path
    sys.exit("No Chromium. On Debian or Ubuntu: apt-get install chromium")


def wait_for(server: subprocess.Popen) -> None:
    while server.poll() is None:
        try:
            urlopen(f"http://localhost:{PORT}/health/", timeout=2)
        except URLError:
            time.sleep(0.5)
        else:
            return
    sys.exit("The portal did not start.")


def take(folder: Path) -> None:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=browser_path(), args=["--no-sandbox"])
        for name, (site, path, width, height) in PICTURES.items():
            page = browser.new_page(viewport={"width": width, "height": height})
            page.goto(f"http://{site}.localhost:{PORT}{path}")
            page.screenshot(path=folder / f"{name}.png")
            print(f"{folder / name}.png")
        browser.close()


def main() -> None:
    browser_path()
    folder = ROOT / "docs" / "images"
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as temporary:
        database = f"sqlite:///{temporary}/portal.sqlite3"
        server = subprocess.Popen([ROOT / "bin/serve"], env={**os.environ, "PORT": PORT, "DATABASE_URL": database})
        try:
            wait_for(server)
            take(folder)
        finally:
            server.terminate()
            server.wait()


main()
