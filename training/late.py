"""Features that a process loads when somebody first needs them: most processes only ever serve people who learn."""

from collections.abc import Sequence
from importlib import import_module
from threading import RLock
from typing import Any, NamedTuple, cast

from flask import Flask, Request, current_app
from werkzeug.routing import Map, MapAdapter

from training.templating import Environment


class Late(NamedTuple):
    """A feature that comes late: nothing but its own pages may hang on it."""

    module: str
    rooms: tuple[str, ...]
    """What its addresses begin with."""
    ends: tuple[str, ...] = ()
    """What those end with that lie in another room."""


LATE = {
    "campaigns": Late("training.campaigns.views", ("campaigns",)),
    "overrides": Late("training.campaigns.overrides.views", ("campaigns", "team"), ("/decisions",)),
    "reminders": Late("training.reminders.views", ("campaigns", "team", "administration")),
    "slips": Late("training.reminders.slips.views", ("team",)),
    "deputies": Late("training.deputies.views", ("team", "administration")),
    "team": Late("training.team.views", ("team",)),
    "coverage": Late("training.coverage.views", ("coverage",)),
    "gaps": Late("training.team.gaps.views", ("team",)),
    "studio": Late("training.studio.views", ("studio",)),
    "reports": Late("training.evidence.reports.views", ("reports",)),
    "administration": Late("training.administration.views", ("administration",)),
}
"""By the name of the blueprint."""


class Application(Flask):
    """Flask whose late features are there as soon as an address of theirs is asked for or built."""

    jinja_environment = Environment

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self._loading = RLock()
        self._waiting = dict(LATE)
        self.url_build_error_handlers.append(self._build_late)

    def load_all(self) -> None:
        """Load every feature; for whoever looks at all addresses."""
        self.load(list(self._waiting))

    def create_url_adapter(self, request: Request | None) -> MapAdapter | None:
        """Load the feature that a request is for, then find its view as Flask does."""
        if request is not None:
            self.load_for(request.path)
        return super().create_url_adapter(request)

    def ensure_sync(self, func: Any) -> Any:
        """Return `func` as it is: nothing of ours is a coroutine, and Flask would look a dozen times a request."""
        return func

    def load_for(self, path: str) -> None:
        """Load what the address of a page may belong to."""
        if self._waiting:
            room = path.lstrip("/").partition("/")[0]
            waiting = [*self._waiting.items()]
            self.load([name for name, late in waiting if room in late.rooms or path.endswith(late.ends)])

    def load(self, names: Sequence[str]) -> None:
        """Load features by the names of their blueprints, unless they are there."""
        with self._loading:
            for name in names:
                if late := self._waiting.get(name):
                    self.register_blueprint(import_module(late.module).bp)
                    del self._waiting[name]

    def _build_late(self, error: Exception, endpoint: str, values: dict[str, Any]) -> str:
        name = endpoint.partition(".")[0]
        if name not in self._waiting:
            raise error
        self.load([name])
        return self.url_for(endpoint, **values)

    def _check_setup_finished(self, f_name: str) -> None:
        """Let a late feature add its addresses after the first request.

        Flask refuses that, since what comes late to one process may be missing in another. Here each process loads a
        feature before it looks for an address of it.
        """
        if f_name not in {"register_blueprint", "add_url_rule"}:
            super()._check_setup_finished(f_name)


def addresses(*, path: str = "", endpoint: str = "") -> Map:
    """Return the addresses of this application, with those of the feature to which `path` or `endpoint` belongs."""
    app = cast(Application, current_app)
    app.load_for(path)
    app.load([endpoint.partition(".")[0]])
    return app.url_map
