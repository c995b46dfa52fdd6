"""A browser without JavaScript: it keeps cookies, follows redirects, sends the forms that it finds."""

from collections.abc import Mapping, Sequence
from urllib.parse import urljoin, urlsplit

from flask import Flask
from werkzeug.datastructures import MultiDict
from werkzeug.test import TestResponse

from tests.support.elements import Element
from tests.support.page import Page
from tests.support.statements import StatementCounter
from training.extensions import db
from training.models import User
from training.resending import TOKEN, new_token

Fields = Mapping[str, str | Sequence[str]]


class PageClient:
    """Visits the application; every HTML page is checked, no GET may write, every POST answers with 303 or a page."""

    def __init__(self, app: Flask) -> None:
        self.app = app
        self.flask_client = app.test_client()
        self.page = Page(0, "", "", {})

    def sign_in(self, person: User, locale: str | None = None) -> "PageClient":
        """Become `person` without the sign-in page, in `locale` when it is given."""
        with self.app.app_context():
            row = db.session.get_one(User, person.id)
            if locale and row.locale != locale:
                row.locale = locale
                db.session.commit()
            key = f"{row.id.hex}.{row.session_epoch}"
        with self.flask_client.session_transaction() as session:
            if not str(session.get(TOKEN)).endswith(row.id.hex):
                session[TOKEN] = new_token(row.id)
                self.page = Page(0, "", "", {})  # its token is somebody else's
            session["_user_id"] = key
            session["_fresh"] = True
        return self

    def use_language(self, locale: str) -> "PageClient":
        """Choose the language of a visitor who has not signed in."""
        with self.flask_client.session_transaction() as session:
            session["locale"] = locale
        return self

    def get(self, address: str, status: int = 200, *, follow: bool = True) -> Page:
        """Fetch a page; fails when the status is another."""
        return self._arrive(self._fetch(address), address, status, follow=follow)

    def post(self, address: str, fields: Fields | None = None, status: int = 200, *, follow: bool = True) -> Page:
        """Send fields to an address with the token of the last page, or one fetched for it."""
        data = MultiDict(_pairs(fields or {}))
        data.setdefault("csrf_token", self.token())
        response = self.flask_client.post(address, data=data)
        assert response.status_code != 302, f"{address} redirects with 302, not 303"
        return self._arrive(response, address, status, follow=follow)

    def submit(
        self,
        fields: Fields | None = None,
        form: str = "main form",
        status: int = 200,
        *,
        follow: bool = True,
        button: str = "",
    ) -> Page:
        """Fill in and send a form of the last page, found by a CSS selector; `button` sends it elsewhere."""
        found = self.page.root.select_one(form)
        assert found is not None, f"no form {form} on {self.page.address}"
        data = MultiDict(_preset(found))
        given = _pairs(fields or {})
        for name in {name for name, _value in given}:
            data.poplist(name)
        for name, value in given:
            data.add(name, value)
        action = found.one(button)["formaction"] if button else found.get("action")
        address = urljoin(self.page.address, str(action or self.page.address))
        if str(found.get("method", "get")).lower() == "get":
            return self._arrive(self._fetch(address, data), address, status, follow=follow)
        return self._arrive(self.flask_client.post(address, data=data), address, status, follow=follow)

    def token(self) -> str:
        """Return a token that this visitor may send with a form."""
        field = self.page.root.select_one("input[name=csrf_token]")
        if field is None:  # refusals carry none; the language switch of an ordinary page does
            ordinary = self.flask_client.get("/training/", follow_redirects=True)
            field = Page(200, "", ordinary.text, {}).root.select_one("input[name=csrf_token]")
        return field["value"] if field else ""

    def _fetch(self, address: str, query: MultiDict[str, str] | None = None) -> TestResponse:
        with self.app.app_context():
            watch = StatementCounter(db.engine)
        with watch() as counted:
            response = self.flask_client.get(address, query_string=query)
        assert not counted.writes, f"GET {address} writes: {counted.writes}"
        return response

    def _arrive(self, response: TestResponse, address: str, status: int, *, follow: bool) -> Page:
        for _hop in range(6):
            if not follow or response.status_code not in {301, 302, 303, 307, 308}:
                break
            parts = urlsplit(urljoin(address, response.headers["Location"]))
            address = parts.path + (f"?{parts.query}" if parts.query else "")
            response = self._fetch(address)
        html = response.mimetype == "text/html"
        body = response.text if html or (response.mimetype or "").startswith("text/") else ""
        page = Page(response.status_code, address, body, dict(response.headers))
        response.close()  # as a server does when it has sent a file
        assert page.status == status, f"{address} answers {page.status}, not {status}: {body[:2000]}"
        if html and not 300 <= page.status < 400:
            page.check()
            self.page = page
        return page


def _pairs(fields: Fields) -> list[tuple[str, str]]:
    return [
        (name, value) for name, values in fields.items() for value in ([values] if isinstance(values, str) else values)
    ]


def _preset(form: Element) -> list[tuple[str, str]]:
    """Return what a browser would send when nothing is touched, without any submit button."""
    pairs: list[tuple[str, str]] = []
    for field in form.select("input[name], select[name], textarea[name]"):
        name, kind = field["name"], field.get("type", "text")
        if field.has_attr("disabled") or kind in {"submit", "button", "file"}:
            continue
        if field.name == "select":
            options = field.select("option[selected]") or (
                [] if field.has_attr("multiple") else field.select("option")[:1]
            )
            pairs += [(name, str(option.get("value", option.get_text()))) for option in options]
        elif field.name == "textarea":
            pairs.append((name, field.get_text()))
        elif kind not in {"radio", "checkbox"} or field.has_attr("checked"):
            pairs.append((name, str(field.get("value", "on" if kind in {"radio", "checkbox"} else ""))))
    return pairs
