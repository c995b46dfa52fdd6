"""What all tests share: the application on both databases, a client that checks every page, makers of rows."""

import gc
import os
import shutil
from collections.abc import Callable, Generator, Iterator
from contextlib import ExitStack
from pathlib import Path
from zlib import crc32

import hypothesis
import pytest
from flask import Flask

from questions.writing import write_bank
from tests.factories import documents
from tests.factories.maker import Maker
from tests.support import catalogues
from tests.support.client import PageClient
from tests.support.databases import PostgresDatabase, SqliteDatabase, TestDatabase, available, migrate, migrated
from tests.support.dealing import deal
from tests.support.folders import missing, shared_folder
from tests.support.postgres import cluster
from tests.support.statements import StatementCounter
from training import loading, releases, settings
from training.extensions import db

LOCALES = ("ja", "en")


def pytest_configure() -> None:
    """Compile the translations that have changed, since compiled ones are not committed, and measure no test's time."""
    catalogues.compile_stale()
    # A machine that does other work at the same time makes any test slow.
    hypothesis.settings.register_profile("kyokun", deadline=None)
    hypothesis.settings.load_profile("kyokun")


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Generator[None, object, object]:
    """Look for no circles while tests are found: nearly everything that is made then stays until the end."""
    gc.disable()
    try:
        return (yield)
    finally:
        gc.enable()


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Run a test once per kind of database, once per language, or where it wants both in pairs that meet each of both.

    What a page says knows nothing of what stores it, so all four would find no more than two; half of the tests meet
    the one pairing, half the other.
    """
    databases, locales = available(), [*LOCALES]
    wanted = {mark.args[0] for mark in metafunc.definition.iter_markers("parametrize")}
    names = [name for name in ("test_database", "locale") if name in metafunc.fixturenames and name not in wanted]
    if names == ["test_database", "locale"] and len(databases) == len(locales):
        if crc32(metafunc.definition.nodeid.encode()) % 2:
            locales.reverse()
        pairs = list(zip(databases, locales, strict=True))
        metafunc.parametrize(names, pairs, indirect=True, ids=["-".join(pair) for pair in pairs])
        return
    for name in names:
        metafunc.parametrize(name, databases if name == "test_database" else locales, indirect=True)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Let each process begin with what takes longest, so that none is alone with it at the end."""
    processes = int(os.environ.get("PYTEST_XDIST_WORKER_COUNT", "1"))
    items[:] = deal(items, processes, _is_long, _journey)


def _is_long(item: pytest.Item) -> bool:
    return item.get_closest_marker("long") is not None


def _journey(item: pytest.Item) -> str | None:
    return item.path.name if item.path.parent.name == "browser" else None


def pytest_collection_finish() -> None:
    """Set aside what was loaded: looking for circles in it again and again took a sixth of the time of page tests."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(loading.OBJECTS_BEFORE_COLLECTING, 20, 20)


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a migrated SQLite file, to be copied for each test."""
    folder = shared_folder(tmp_path_factory, "migrated")
    with missing(folder / "sqlite") as is_missing:
        if is_missing:
            migrate(f"sqlite:///{folder / 'kyokun.db'}")
    return folder / "kyokun.db"


@pytest.fixture(scope="session")
def databases(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Callable[[str], TestDatabase]]:
    made: dict[str, TestDatabase] = {}
    compiled = shared_folder(tmp_path_factory, "templates")
    with ExitStack() as stack:

        def of_kind(kind: str) -> TestDatabase:
            if kind not in made:
                if kind == "sqlite":
                    url = f"sqlite:///{tmp_path_factory.mktemp('database') / 'kyokun.db'}"
                    template = request.getfixturevalue("sqlite_template")
                    made[kind] = SqliteDatabase(url, compiled, template)
                else:
                    url = stack.enter_context(migrated(stack.enter_context(cluster()), tmp_path_factory))
                    made[kind] = PostgresDatabase(url, compiled)
                stack.callback(made[kind].close)
            return made[kind]

        yield of_kind


@pytest.fixture
def test_database(request: pytest.FixtureRequest, databases: Callable[[str], TestDatabase]) -> TestDatabase:
    """Return an empty, migrated database, once per kind of database."""
    found = databases(request.param)
    found.empty()
    releases.forget()
    settings.forget()
    return found


@pytest.fixture
def database_url(test_database: TestDatabase) -> str:
    """Return the address of the test's database, for processes of its own."""
    return test_database.url


@pytest.fixture
def app(test_database: TestDatabase) -> Flask:
    """Return the application on an empty database; no context is pushed."""
    return test_database.app


@pytest.fixture
def make(app: Flask) -> Maker:
    """Return the maker of people, teams, releases and assignments."""
    return Maker(app)


@pytest.fixture
def locale(request: pytest.FixtureRequest) -> str:
    """Return each language in turn, for tests of pages."""
    return str(request.param)


@pytest.fixture
def client(app: Flask) -> PageClient:
    """Return a browser without JavaScript that checks every page it gets."""
    return PageClient(app)


@pytest.fixture(scope="session")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with the files of the small bank, to be copied."""
    folder = tmp_path_factory.mktemp("written")
    write_bank(documents.bank(), folder)
    return folder


@pytest.fixture
def files(written: Path, tmp_path: Path) -> Path:
    """Return a copy of the files of the small bank."""
    return shutil.copytree(written, tmp_path, dirs_exist_ok=True)


@pytest.fixture
def count_statements(app: Flask) -> StatementCounter:
    """Return a counter: `with count_statements() as counted: ...; assert counted.number <= 3`."""
    with app.app_context():
        return StatementCounter(db.engine)
