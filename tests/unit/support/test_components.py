"""What happens when a browser or a database server is missing."""

from dataclasses import replace

import pytest

from tests.support import components, run_all


@pytest.fixture
def without_postgres(monkeypatch: pytest.MonkeyPatch) -> None:
    present = next(each for each in components.COMPONENTS if each.name == "PostgreSQL")
    lost = replace(present, find=lambda: None)
    monkeypatch.setattr(components, "COMPONENTS", (lost,))


@pytest.mark.usefixtures("without_postgres")
def test_a_missing_component_skips_a_test(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CI", "")
    with pytest.raises(pytest.skip.Exception, match="PostgreSQL is not installed"):
        components.required("PostgreSQL")


@pytest.mark.usefixtures("without_postgres")
def test_a_missing_component_fails_a_test_on_the_integration_server(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CI", "true")
    with pytest.raises(pytest.fail.Exception, match="PostgreSQL is not installed"):
        components.required("PostgreSQL")


def test_where_one_package_is_unknown_another_is_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    wanted: list[str] = []
    lost = replace(components.COMPONENTS[0], find=lambda: None)
    monkeypatch.setattr(components, "COMPONENTS", (lost,))
    monkeypatch.setattr("shutil.which", lambda name: name)
    monkeypatch.setattr("os.geteuid", lambda: 0)
    monkeypatch.setattr(components, "_apt", lambda _program, *arguments: wanted.append(arguments[-1]))
    assert components.provide() == [lost]
    assert wanted == ["update", "chromium-headless-shell", "chromium"]


def test_the_last_line_says_what_was_not_run(capsys: pytest.CaptureFixture[str]) -> None:
    results = [run_all.Result("types", True, 1.0, "Success"), run_all.Result("tests", True, 2.0, "3 passed in 2.00s")]
    run_all.summarise(results, components.COMPONENTS[:1], 3.0)
    *_, last_but_one, last = capsys.readouterr().out.splitlines()
    assert last_but_one == "3 passed in 2.00s"
    assert last == "Not run: browser tests (Chromium is not installed)"


def test_a_check_that_fails_does_not_stop_the_run(capsys: pytest.CaptureFixture[str]) -> None:
    failed = run_all.run("wrong", ["sh", "-c", "echo oh; exit 3"])
    passed = run_all.run("right", ["sh", "-c", "echo fine"])
    assert (failed.ok, failed.closing, passed.ok, passed.closing) == (False, "oh", True, "fine")
    assert "--- wrong" in capsys.readouterr().out
    beside = run_all.check("beside", ["sh", "-c", "echo first; echo then >&2; exit 1"])
    assert not beside.ok
    assert capsys.readouterr().out == "\n--- beside\nfirst\nthen\n"


@pytest.mark.parametrize(
    ("failing", "missing", "ci", "status"),
    [(False, False, "", 0), (True, False, "", 1), (False, True, "", 0), (False, True, "true", 1)],
)
def test_exit_status(monkeypatch: pytest.MonkeyPatch, *, failing: bool, missing: bool, ci: str, status: int) -> None:
    monkeypatch.setenv("CI", ci)
    results = [run_all.Result("types", not failing, 1.0), run_all.Result("tests", True, 1.0)]
    assert run_all.status(results, components.COMPONENTS[:1] if missing else ()) == status
