"""The application and what it is put together from."""

from collections.abc import Mapping
from typing import Any

from flask import Flask
from werkzeug.middleware.proxy_fix import ProxyFix

from training import (
    access,
    assets,
    cli,
    completion,
    config,
    connections,
    discretion,
    errors,
    formatting,
    fragments,
    i18n,
    navigation,
    pages,
    readable,
    reading,
    schema,
    security_headers,
    sessions,
    sizes,
    transaction,
)
from training.accounts import session as account_session
from training.accounts.views import bp as accounts
from training.certificates.views import bp as certificates
from training.extensions import bootstrap, csrf, db, login_manager
from training.late import Application
from training.learning.views import bp as learning
from training.operations import state

FEATURES = (accounts, learning, certificates)
"""What may stand on pages of people who learn; `late` names the others."""


def create_app(settings: Mapping[str, Any] | None = None) -> Application:
    """Return the application, configured from the environment and then from `settings`."""
    app = Application(
        "training",
        template_folder=str(config.ROOT / "templates"),
        static_folder=str(config.ROOT / "static"),
        instance_path=str(config.INSTANCE),
    )
    app.config.from_mapping(config.from_environment())
    app.config.from_mapping(settings or {})
    app.json.ensure_ascii = False  # type: ignore[attr-defined]  # the default provider has it
    if app.config["TRUSTED_PROXIES"]:
        hops = app.config["TRUSTED_PROXIES"]
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=hops, x_proto=hops, x_host=hops)  # type: ignore[method-assign]
    state.init_app(app)
    _connect(app)
    for feature in FEATURES:
        app.register_blueprint(feature)
    access.init_app(app)
    cli.init_app(app)
    return app


def _connect(app: Flask) -> None:
    db.init_app(app)
    with app.app_context():
        transaction.install(db.engine)
        discretion.install(db.engine)
        completion.install(db.engine)
    schema.init_app(app)
    bootstrap.init_app(app)
    csrf.init_app(app)
    login_manager.init_app(app)
    for part in (
        connections,
        reading,
        sessions,
        assets,
        i18n,
        formatting,
        fragments,
        security_headers,
        errors,
        navigation,
        pages,
        account_session,
        sizes,  # before anything reads a form
        readable,
    ):
        part.init_app(app)
