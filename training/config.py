"""Configuration from the environment. Every default is valid in production."""

import base64
import os
import secrets
from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

ROOT = Path(__file__).resolve().parent.parent
INSTANCE = ROOT / "instance"
LANGUAGES = {"ja": "日本語", "en": "English"}
"""The languages of pages, mails and texts by their tags, each by its own name."""
LARGEST_REQUEST = 2_000_000
"""Bytes; of pages where whole documents are handed in, `sizes` says more."""
_BYTES_OF_LEDGER_KEY = 32


class BadConfiguration(Exception):
    """A setting has a value that can't work; the program does not start."""


def from_environment(environment: Mapping[str, str] = os.environ) -> dict[str, Any]:
    """Return the Flask configuration; raise BadConfiguration when a value can't work."""
    site_url = environment.get("SITE_URL", "http://127.0.0.1:5000").rstrip("/")
    if urlsplit(site_url).scheme not in {"http", "https"}:
        raise BadConfiguration(f"SITE_URL must begin with http:// or https://, not {site_url!r}")
    secure = site_url.startswith("https://")
    if environment.get("SMTP_URL") and not environment.get("MAIL_FROM"):
        raise BadConfiguration("MAIL_FROM must be set with SMTP_URL: the address that mails come from")
    return {
        "SECRET_KEY": environment.get("SECRET_KEY") or _kept_secret(INSTANCE / "secret_key"),
        "SECRET_KEY_FALLBACKS": environment.get("SECRET_KEY_FALLBACKS", "").split(),
        "SITE_URL": site_url,
        "SQLALCHEMY_DATABASE_URI": _database_url(environment.get("DATABASE_URL", "")),
        "SQLALCHEMY_ENGINE_OPTIONS": {"hide_parameters": True},  # logs carry no answers
        "TRUSTED_PROXIES": _whole_number(environment, "TRUSTED_PROXIES", 0),
        "SESSION_COOKIE_NAME": "__Host-kyokun" if secure else "kyokun",
        "SESSION_COOKIE_SECURE": secure,
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "PERMANENT_SESSION_LIFETIME": timedelta(hours=12),
        "MAX_CONTENT_LENGTH": LARGEST_REQUEST,
        "MAX_FORM_MEMORY_SIZE": LARGEST_REQUEST,
        "MAX_FORM_PARTS": 2_000,
        "WTF_CSRF_TIME_LIMIT": None,
        "WTF_CSRF_CHECK_DEFAULT": False,  # access checks the token, after the sign-in
        "LANGUAGES": [*LANGUAGES],
        "BABEL_DEFAULT_LOCALE": _locale(environment.get("DEFAULT_LOCALE", "ja")),
        "BABEL_DEFAULT_TIMEZONE": _time_zone(environment.get("DEFAULT_TIME_ZONE", "Asia/Tokyo")),
        "BABEL_TRANSLATION_DIRECTORIES": str(ROOT / "training" / "translations"),
        "PATTERNS_FOLDER": environment.get("PATTERNS_FOLDER") or str(INSTANCE / "patterns"),
        "LEDGER_KEY": _ledger_keys(environment.get("LEDGER_KEY", "")),
        "LEDGER_KEY_FILE": str(INSTANCE / "ledger_key"),
        "SMTP_URL": environment.get("SMTP_URL", ""),
        "MAIL_FROM": environment.get("MAIL_FROM", ""),
    }


def _whole_number(environment: Mapping[str, str], name: str, default: int) -> int:
    value = environment.get(name, str(default))
    if not value.isdecimal():
        raise BadConfiguration(f"{name} must be a whole number, not {value!r}")
    return int(value)


def is_time_zone(name: str) -> bool:
    """Tell whether the machine knows a time zone of this name."""
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):  # names of folders and paths end as the others do
        return False
    return True


def _time_zone(name: str) -> str:
    if not is_time_zone(name):
        raise BadConfiguration(f"DEFAULT_TIME_ZONE must be a time zone such as Asia/Tokyo, not {name!r}")
    return name


def _locale(tag: str) -> str:
    if tag not in LANGUAGES:
        raise BadConfiguration(f"DEFAULT_LOCALE must be one of {', '.join(LANGUAGES)}, not {tag!r}")
    return tag


def _ledger_keys(lines: str) -> str:
    for line in lines.split():
        try:
            length = len(base64.b64decode(line, altchars=b"-_", validate=True))
        except ValueError:
            length = 0
        if length != _BYTES_OF_LEDGER_KEY:
            raise BadConfiguration("LEDGER_KEY must be what 'flask --app training ledger new-key' prints")
    return lines


def _database_url(url: str) -> str:
    if not url:
        return f"sqlite:///{INSTANCE / 'kyokun.db'}"
    for prefix in ("postgres://", "postgresql://"):
        if url.startswith(prefix):
            return "postgresql+psycopg://" + url.removeprefix(prefix)
    if not url.startswith(("sqlite:///", "postgresql+psycopg://")):
        raise BadConfiguration("DATABASE_URL must begin with postgresql:// or sqlite:///")
    return url


def _kept_secret(path: Path) -> str:
    """Return the secret kept at `path`, made there (readable by the owner only) on first use."""
    try:
        return path.read_text(encoding="ascii").strip()
    except FileNotFoundError:
        path.parent.mkdir(parents=True, exist_ok=True)
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text(encoding="ascii").strip()
    except OSError as error:
        raise BadConfiguration(f"set SECRET_KEY, or let the program write {path}") from error
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        secret = secrets.token_urlsafe(48)
        file.write(secret + "\n")
    return secret
