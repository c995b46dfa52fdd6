"""What can go wrong in the domain, and the page that says so in the person's language."""

from http import HTTPStatus

from flask import Flask, current_app
from flask_babel import force_locale
from flask_babel import lazy_gettext as _l
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import OperationalError
from werkzeug.exceptions import HTTPException

from training import i18n

OUT_OF_DATE = _l("The page was open for too long or in another window. Go back, reload it and send again.")


class DomainError(Exception):
    """A rule of the product refused something; `message` is a whole sentence for the person."""

    status = HTTPStatus.CONFLICT
    page: str | None = None
    """The template under errors/ that says it, where the one of the status says too little."""

    def __init__(self, message: object = "") -> None:
        super().__init__(str(message) if isinstance(message, str) else type(self).__name__)
        self.message = message


class NotFound(DomainError):
    """The thing does not exist, or not for this person."""

    status = HTTPStatus.NOT_FOUND


class Forbidden(DomainError):
    """The person lacks the permission."""

    status = HTTPStatus.FORBIDDEN


class Refused(DomainError):
    """The thing exists but can't be done in its present state."""


class FieldError(DomainError):
    """One field of a form is at fault; forms show `message` beside the field named `field`."""

    def __init__(self, field: str, message: object) -> None:
        super().__init__(message)
        self.field = field


class OutOfDate(FieldError):
    """The page that a form was on belongs to a sign-in that has ended; nothing was stored."""

    status = HTTPStatus.BAD_REQUEST

    def __init__(self) -> None:
        super().__init__("csrf_token", OUT_OF_DATE)


class DatabaseBusy(DomainError):
    """The database stayed locked; nothing was stored."""

    status = HTTPStatus.SERVICE_UNAVAILABLE


class StillReading(DomainError):
    """The process has not read all that the page needs; the next request goes on from there. Nothing was stored."""

    status = HTTPStatus.SERVICE_UNAVAILABLE


class StorageFull(DomainError):
    """The disk is full; nothing was stored."""

    status = HTTPStatus.INSUFFICIENT_STORAGE


_PAGES = {400, 403, 404, 405, 409, 413, 429, 500, 503, 507}


def _page(status: int, message: object = "", error: DomainError | None = None) -> tuple[str, int]:
    usual = status if status in _PAGES else (400 if status < 500 else 500)
    name = error.page if error and error.page else str(usual)
    template = current_app.jinja_env.get_template(f"errors/{name}.html")
    with force_locale(i18n.locale_without_data()):
        return template.render(
            message=message, error=error
        ), status  # without the context processors, which read the database


def init_app(app: Flask) -> None:
    """Register the pages for refusals and failures; none of them loads a user or data."""

    @app.errorhandler(CSRFError)
    def _csrf(_error: CSRFError) -> tuple[str, int]:
        return _page(400, OUT_OF_DATE)

    @app.errorhandler(DomainError)
    def _domain(error: DomainError) -> tuple[str, int]:
        return _page(error.status.value, error.message, error)

    @app.errorhandler(OperationalError)
    def _operational(error: OperationalError) -> tuple[str, int]:
        app.logger.error("database: %s", error.orig)
        return _page(503)

    @app.errorhandler(HTTPException)
    def _http(error: HTTPException) -> tuple[str, int, dict[str, str]]:
        methods = getattr(error, "valid_methods", None)
        return *_page(error.code or 500), {"Allow": ", ".join(sorted(methods))} if methods else {}

    @app.errorhandler(Exception)
    def _failure(error: Exception) -> tuple[str, int]:
        if app.testing and app.config.get("PROPAGATE_FAILURES", True):
            raise error
        app.logger.exception("failure")
        return _page(500)
