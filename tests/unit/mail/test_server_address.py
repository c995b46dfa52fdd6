"""How SMTP_URL is read."""

import pytest

from training.mail.smtp import BadServerAddress, Server


@pytest.mark.parametrize(
    ("url", "server"),
    [
        ("smtp://mail.example", Server("mail.example", 25, "", "", "none")),
        ("smtp://u:p%40ss@mail.example:2525?tls=starttls", Server("mail.example", 2525, "u", "p@ss", "starttls")),
        ("smtp://mail.example?tls=starttls", Server("mail.example", 587, "", "", "starttls")),
        ("smtps://u%40x:p@mail.example", Server("mail.example", 465, "u@x", "p", "implicit")),
    ],
)
def test_an_address_says_where_and_how(url: str, server: Server) -> None:
    assert Server.from_url(url) == server


@pytest.mark.parametrize(
    "url", ["mail.example", "http://mail.example", "smtp://", "smtp://h:port", "smtp://h:99999", "smtp://h?tls=maybe"]
)
def test_a_wrong_address_is_refused(url: str) -> None:
    with pytest.raises(BadServerAddress):
        Server.from_url(url)
