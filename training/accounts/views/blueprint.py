"""The blueprint of accounts, and what it adds to every page."""

from typing import Any

from flask import Blueprint, url_for
from flask_babel import lazy_gettext as _l

from training.navigation import Link

bp = Blueprint("accounts", __name__)

LINKS = (("accounts.show_profile", _l("Your account")),)


@bp.app_context_processor
def _account_links() -> dict[str, Any]:
    return {"account_links": [Link(label, url_for(to), "") for to, label in LINKS]}
