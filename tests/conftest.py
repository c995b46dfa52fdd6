"""What holds for all tests."""

from tests.support import catalogues


def pytest_configure() -> None:
    """Compile the translations that have changed, since compiled ones are not committed."""
    catalogues.compile_stale()
