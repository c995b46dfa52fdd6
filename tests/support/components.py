"""Programs that tests need beside Python packages: where they are, and how a bare Debian gets them."""

import os
import shutil
import subprocess
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright._impl._driver import compute_driver_executable

# The shell is Chromium without windows to draw around pages, which is a third of what a page costs.
CHROMIUM_NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
CHROMIUM_ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
FONT_FOLDERS = (Path("/usr/share/fonts"), Path("/usr/local/share/fonts"), Path.home() / ".local/share/fonts")


def find_chromium() -> Path | None:
    """Return the installed Chromium, if there is one."""
    named = os.environ.get("CHROMIUM")
    found = named or next(filter(None, map(shutil.which, CHROMIUM_NAMES)), None)
    return Path(found) if found else None


def find_browser_driver() -> Path | None:
    """Return the program that drives the browser, if it starts: it wants a library that a bare Debian lacks."""
    program = Path(compute_driver_executable()[0])
    started = subprocess.run([program, "--version"], check=False, capture_output=True)  # noqa: S603 - no input
    return None if started.returncode else program


def find_japanese_font() -> Path | None:
    """Return an installed font with Japanese characters, without which pages show empty boxes."""
    patterns = ("**/Noto*CJK*", "**/ipa*.ttf", "**/*[Tt]akao*", "**/*[Vv][Ll]*[Gg]othic*")
    return next((path for folder in FONT_FOLDERS for pattern in patterns for path in folder.glob(pattern)), None)


def find_postgres() -> Path | None:
    """Return the folder of the newest installed PostgreSQL server's programs."""
    folders = [path.parent for path in Path("/usr/lib/postgresql").glob("*/bin/postgres")]
    on_path = shutil.which("postgres")
    if on_path:
        folders.append(Path(on_path).resolve().parent)
    return max(folders, key=_version, default=None)


def find_openssl() -> Path | None:
    """Return the program that how-tos check signatures with."""
    found = shutil.which("openssl")
    return Path(found) if found else None


def _version(folder: Path) -> int:
    return int(folder.parent.name) if folder.parent.name.isdigit() else 0


@dataclass(frozen=True)
class Component:
    """Something that tests need and that Debian ships."""

    name: str
    packages: tuple[str, ...]
    find: Callable[[], Path | None]
    used_for: str
    otherwise: tuple[str, ...] = ()
    """Packages that do as well, where there are none of the first names."""


COMPONENTS = (
    Component("Chromium", ("chromium-headless-shell",), find_chromium, "browser tests", otherwise=("chromium",)),
    Component("libatomic", ("libatomic1",), find_browser_driver, "browser tests"),
    Component("a Japanese font", ("fonts-noto-cjk",), find_japanese_font, "the look of Japanese pages"),
    Component("PostgreSQL", ("postgresql",), find_postgres, "integration tests on PostgreSQL"),
    Component("OpenSSL", ("openssl",), find_openssl, "checking a signature without Kyokun"),
)


def required(component: str) -> None:
    """Skip the running test when the component is missing; with CI=true fail it."""
    wanted = next(each for each in COMPONENTS if each.name == component)
    if wanted.find() is None:
        report = pytest.fail if is_ci() else pytest.skip
        report(f"{wanted.name} is not installed")


def is_ci() -> bool:
    """Return whether a missing component is a failure."""
    return os.environ.get("CI", "").lower() in {"1", "true", "yes"}


def provide() -> Sequence[Component]:
    """Install what is missing where that is allowed, and return what is missing still."""
    missing = _missing()
    apt = shutil.which("apt-get")
    if missing and apt and os.geteuid() == 0:
        _apt(apt, "update")
        _install(apt, [package for component in missing for package in component.packages])
        missing = _missing()
        if missing:  # one unknown name, and nothing at all was installed
            _install(apt, [package for component in missing for package in component.otherwise or component.packages])
            missing = _missing()
    return missing


def _install(program: str, packages: Sequence[str]) -> None:
    print(f"Installing {', '.join(packages)} ...", flush=True)
    _apt(program, "install", "-y", "--no-install-recommends", *packages)


def _missing() -> list[Component]:
    return [component for component in COMPONENTS if component.find() is None]


def _apt(program: str, *arguments: str) -> None:
    """Run apt-get quietly; a failure shows in what is missing afterwards."""
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    done = subprocess.run(  # noqa: S603 - fixed arguments from this module
        [program, "-qq", "-o", "Dpkg::Use-Pty=0", *arguments], env=environment, check=False, stdout=subprocess.DEVNULL
    )
    if done.returncode:
        print(f"apt-get {arguments[0]} failed", flush=True)
