"""The Flask application."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from training.late import Application


def create_app(settings: Mapping[str, Any] | None = None) -> "Application":
    """Return the application, configured from the environment and then from `settings`."""
    # What only watches over the processes that serve holds none of it: 65 MB less.
    from training import application  # noqa: PLC0415

    return application.create_app(settings)
