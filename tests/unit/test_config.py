"""What the environment may say; what can't work stops the start."""

from pathlib import Path

import pytest

from training import config
from training.config import BadConfiguration, from_environment

SECRET = {"SECRET_KEY": "s" * 40}


@pytest.mark.parametrize(
    "environment",
    [
        {"SITE_URL": "kyokun.example.jp"},
        {"SITE_URL": "ftp://kyokun.example.jp"},
        {"DATABASE_URL": "mysql://localhost/kyokun"},
        {"TRUSTED_PROXIES": "one"},
        {"TRUSTED_PROXIES": "-1"},
        {"DEFAULT_LOCALE": "fr"},
        {"DEFAULT_TIME_ZONE": "Asia/Edo"},
        {"DEFAULT_TIME_ZONE": "Asia"},
        {"SMTP_URL": "smtp://mail.example.jp"},
    ],
    ids=lambda environment: " ".join(environment.values()),
)
def test_a_value_that_can_not_work_stops_the_start(environment: dict[str, str]) -> None:
    with pytest.raises(BadConfiguration):
        from_environment(SECRET | environment)


def test_cookies_are_bound_to_an_encrypted_site() -> None:
    made = from_environment(SECRET | {"SITE_URL": "https://kyokun.example.jp/"})
    assert made["SITE_URL"] == "https://kyokun.example.jp"
    assert made["SESSION_COOKIE_SECURE"]
    assert made["SESSION_COOKIE_NAME"].startswith("__Host-")


@pytest.mark.parametrize("scheme", ["postgres", "postgresql", "postgresql+psycopg"])
def test_any_usual_way_to_name_postgresql_is_understood(scheme: str) -> None:
    made = from_environment(SECRET | {"DATABASE_URL": f"{scheme}://db/kyokun"})
    assert made["SQLALCHEMY_DATABASE_URI"] == "postgresql+psycopg://db/kyokun"


def test_a_secret_is_made_once_and_only_its_owner_can_read_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(config, "INSTANCE", tmp_path / "instance")
    first, second = (from_environment({})["SECRET_KEY"] for _start in range(2))
    assert first == second
    assert len(first) >= 32
    assert (tmp_path / "instance" / "secret_key").stat().st_mode & 0o077 == 0


def test_earlier_secrets_stay_known_after_a_rotation() -> None:
    assert from_environment(SECRET | {"SECRET_KEY_FALLBACKS": "older oldest"})["SECRET_KEY_FALLBACKS"] == [
        "older",
        "oldest",
    ]
