"""The pinned requirements say what the inputs ask for, and nothing but hashes vouches for them."""

import re
from importlib.metadata import PackageNotFoundError, metadata
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[2]
# The oldest that is promised to work is what Debian 12 ships.
OLDEST_PYTHON = "3.11.2"
NAMES = ("requirements", "requirements-dev")
PIN = re.compile(r"^(?P<name>[A-Za-z0-9._-]+)==(?P<version>[^ ;\\]+)[^\\\n]*\\$", re.MULTILINE)


def wanted(name: str) -> list[Requirement]:
    lines = (ROOT / f"{name}.in").read_text(encoding="utf-8").splitlines()
    return [Requirement(line) for line in lines if line and not line.startswith(("#", "-"))]


def pinned(name: str) -> dict[str, str]:
    text = (ROOT / f"{name}.txt").read_text(encoding="utf-8")
    return {canonicalize_name(found["name"]): found["version"] for found in PIN.finditer(text)}


@pytest.mark.parametrize("name", NAMES)
def test_everything_wanted_is_pinned_as_wanted(name: str) -> None:
    pins = pinned(name)
    assert [
        str(requirement)
        for requirement in wanted(name)
        if not requirement.specifier.contains(pins.get(canonicalize_name(requirement.name), "0.dev0"), prereleases=True)
        or canonicalize_name(requirement.name) not in pins
    ] == []


@pytest.mark.parametrize("name", NAMES)
def test_every_pin_has_hashes(name: str) -> None:
    blocks = re.split(r"\n(?=[A-Za-z0-9])", (ROOT / f"{name}.txt").read_text(encoding="utf-8"))
    pins = [block for block in blocks if not block.startswith("#")]
    assert pins
    assert [block.splitlines()[0] for block in pins if not re.search(r"--hash=sha256:[0-9a-f]{64}", block)] == []


def test_both_files_pin_the_same_versions() -> None:
    runtime, development = pinned("requirements"), pinned("requirements-dev")
    assert {name for name in runtime.keys() & development.keys() if runtime[name] != development[name]} == set()


@pytest.mark.parametrize("name", NAMES)
def test_everything_pinned_is_there_for_a_reason(name: str) -> None:
    """A requirement taken out of the input must go from the compiled file too."""
    reasons = re.findall(r"-r (\S+\.in)", (ROOT / f"{name}.txt").read_text(encoding="utf-8"))
    direct = {canonicalize_name(requirement.name) for requirement in wanted(name)}
    assert len(reasons) == len(direct)


def python_wanted(name: str) -> SpecifierSet:
    try:
        return SpecifierSet(str(metadata(name).json.get("requires_python", "")))
    except PackageNotFoundError:  # what one file pins need not be installed when only the other was
        return SpecifierSet()


@pytest.mark.parametrize("name", NAMES)
def test_every_pin_installs_on_the_oldest_python(name: str) -> None:
    assert {each for each in pinned(name) if not python_wanted(each).contains(OLDEST_PYTHON)} == set()
