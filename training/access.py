"""Who may do what: permissions, the actor of a request, and the stamp that every view must carry."""

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property, partial
from typing import Any, TypeVar

from flask import Flask, abort, current_app, flash, g, make_response, redirect, request, url_for
from flask_babel import gettext as _
from flask_login import UserMixin, current_user
from flask_wtf.csrf import CSRFError
from werkzeug.wrappers import Response

from training import assets, resending
from training.errors import Forbidden
from training.extensions import csrf
from training.models import Role

View = TypeVar("View", bound=Callable[..., Any])


class Permission(StrEnum):
    """area:thing:verb."""

    TAKE_TRAINING = "learning:training:take"
    SEE_TEAM = "team:completion:read"
    EXTEND_DUE = "team:due:extend"
    NAME_DEPUTY = "team:deputy:name"
    EDIT_CONTENT = "studio:content:edit"
    REVIEW_CONTENT = "studio:content:review"
    READ_RELEASES = "studio:release:read"
    PUBLISH_RELEASE = "studio:release:publish"
    MANAGE_CAMPAIGNS = "campaigns:campaign:manage"
    MANAGE_PEOPLE = "administration:people:manage"
    MANAGE_SETTINGS = "administration:settings:manage"
    MANAGE_OUTBOX = "administration:outbox:manage"
    READ_LEDGER = "administration:ledger:read"
    SEE_EVERYBODY = "organisation:completion:read"


_EVERYBODY = frozenset({Permission.TAKE_TRAINING})
_DEPUTY = frozenset({Permission.SEE_TEAM, Permission.EXTEND_DUE})
_MANAGER = _DEPUTY | {Permission.NAME_DEPUTY}
_BY_ROLE = {
    Role.AUTHOR: frozenset(
        {Permission.EDIT_CONTENT, Permission.REVIEW_CONTENT, Permission.READ_RELEASES, Permission.PUBLISH_RELEASE}
    ),
    Role.ADMINISTRATOR: frozenset(Permission) - _MANAGER,
    Role.AUDITOR: frozenset({Permission.READ_LEDGER, Permission.SEE_EVERYBODY, Permission.READ_RELEASES}),
}


def roles_with(permission: Permission) -> list[Role]:
    """Return the roles that give `permission`."""
    return [role for role, given in _BY_ROLE.items() if permission in given]


@dataclass(frozen=True, eq=False)
class Actor(UserMixin):
    """The person behind a request, as read in one statement; holds no database object."""

    id: uuid.UUID
    display_name: str
    locale: str
    time_zone: str
    session_epoch: int
    roles: frozenset[Role]
    manages: bool
    stands_in: bool
    """For a manager, today; a deputy names no deputy."""
    agreed: bool

    @cached_property
    def permissions(self) -> frozenset[Permission]:
        """Everything that this person may do."""
        granted = _EVERYBODY | (_DEPUTY if self.stands_in else frozenset())
        granted |= _MANAGER if self.manages else frozenset()
        return granted.union(*(_BY_ROLE[role] for role in self.roles))

    def can(self, permission: Permission) -> bool:
        """Tell whether this person has `permission`."""
        return permission in self.permissions

    def get_id(self) -> str:
        """Return what the session keeps: the id and the epoch that ends all sessions when it rises."""
        return f"{self.id.hex}.{self.session_epoch}"


@dataclass(frozen=True)
class Stamp:
    """What a view asks of its visitor."""

    permission: Permission | None = None
    signed_in: bool = True
    before_agreement: bool = False
    in_background: bool = False
    out_of_date: Callable[..., Response] | None = None


_PUBLIC = Stamp(signed_in=False, before_agreement=True)


def public(view: View) -> View:
    """Let everybody in."""
    return _stamped(view, _PUBLIC)


def signed_in(view: View) -> View:
    """Let in whoever has signed in and agreed to what is recorded."""
    return _stamped(view, Stamp())


def before_agreement(view: View) -> View:
    """Let in whoever has signed in, agreed or not: the agreement itself and the way out."""
    return _stamped(view, Stamp(before_agreement=True))


def requires(
    permission: Permission,
    *,
    in_background: bool = False,
    out_of_date: Callable[..., Response] | None = None,
) -> Callable[[View], View]:
    """Let in whoever has signed in, agreed, and holds `permission`; others get 403.

    What a script asks `in_background` is answered with 403 as well when the sign-in has ended: nobody reads a page.

    Fields posted after the sign-in has ended, or from a page of an earlier one, are shown again by the view itself,
    which can write nothing then; `out_of_date` answers instead of it, with its arguments, when the page is of an
    earlier sign-in.
    """
    stamp = Stamp(permission, in_background=in_background, out_of_date=out_of_date)
    return lambda view: _stamped(view, stamp)


def _stamped(view: View, stamp: Stamp) -> View:
    if hasattr(view, "access_stamp"):
        raise TypeError(f"{view.__name__} carries two access decorators")
    view.access_stamp = stamp  # type: ignore[attr-defined]
    return view


def stamp_of(endpoint: str) -> Stamp | None:
    """Return what the view of `endpoint` asks, or None when nobody said."""
    if endpoint in assets.ENDPOINTS:
        return _PUBLIC
    return getattr(current_app.view_functions[endpoint], "access_stamp", None)


def _enforce() -> Response | None:
    if request.endpoint is None:
        return None  # 404 and 405 come by themselves
    stamp = stamp_of(request.endpoint)
    if stamp is None:
        abort(403)
    if stamp.signed_in:
        person = actor()  # not the proxy, which looks for the person each time
        if not person.is_authenticated:
            return _to_sign_in(stamp)
        if not person.agreed and not stamp.before_agreement:
            return redirect(url_for("accounts.show_agreement", next=local_address()), 303)
        if stamp.permission and not person.can(stamp.permission):
            raise Forbidden
    # After the sign-in check: a token ends with its session, and "sign in again" helps more than "bad token".
    try:
        csrf.protect()
    except CSRFError:
        if not _may_be_shown_again(stamp):
            raise
        arguments = request.view_args or {}
        if stamp.out_of_date:
            return stamp.out_of_date(**arguments)
        return resending.show_again(partial(current_app.view_functions[request.endpoint], **arguments))
    return None


def _may_be_shown_again(stamp: Stamp) -> bool:
    if stamp.permission is None or stamp.in_background or not resending.has_fields():
        return False
    return "has_reopened" in g or resending.sender() == current_user.id.hex


def _to_sign_in(stamp: Stamp) -> Response:
    if stamp.in_background:
        raise Forbidden
    if request.method == "POST":
        keeps = stamp.permission is not None and resending.has_fields()
        g.envelope = resending.sealed_form() if keeps else None
        if g.envelope:
            flash(_("Your sign-in has ended. Sign in again, and what you chose or wrote is filled in."), "warning")
            if resending.has_file():
                flash(_("The file that you had chosen is not kept. Please choose it again."), "warning")
            return make_response(current_app.view_functions["accounts.show_sign_in"](), 403)
        flash(_("Your sign-in has ended and nothing was stored. Sign in and send it again."), "warning")
    return redirect(url_for("accounts.show_sign_in", next=local_address()), 303)


def local_address() -> str | None:
    """Return the address to come back to after signing in: that of a page, never of a POST."""
    return request.full_path.rstrip("?") if request.method == "GET" else None


def actor() -> Actor:
    """Return the signed-in person of this request; only behind a decorator that asks for one."""
    return current_user._get_current_object()  # type: ignore[no-any-return]  # the proxy's own way


def init_app(app: Flask) -> None:
    """Refuse every endpoint that carries no stamp."""
    app.before_request(_enforce)
