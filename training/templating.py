"""How Jinja is used here."""

from collections.abc import MutableMapping
from types import MappingProxyType
from typing import Any, cast

from flask.templating import Environment as FlaskEnvironment


class Environment(FlaskEnvironment):
    """Jinja whose templates share the globals of the environment and have none of their own.

    Jinja lays a mapping of each template's own over the shared ones and compares the two, name by name, at every
    drawing and every import. With nothing to lay over, a result page takes a fifth fewer calls.
    """

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """Return the shared globals to read; raise ValueError for those of one template."""
        if d:
            raise ValueError("a template has no globals of its own; pass them as its context")
        return cast(MutableMapping[str, Any], MappingProxyType(self.globals))  # `update` of a kept template raises
