import pytest
from flask import Flask


def test_templates_have_no_globals_of_their_own(app: Flask) -> None:
    environment = app.jinja_env
    assert environment.cache is not None
    environment.cache.clear()  # whichever page an earlier test has seen
    with pytest.raises(ValueError, match="no globals of its own"):
        environment.get_template("errors/404.html", globals={"who": "somebody"})
    shown = environment.get_template("components/stamp.html")
    with pytest.raises(AttributeError):
        environment.get_template("components/stamp.html", globals={"who": "somebody"})
    environment.globals["later"] = 1
    assert shown.globals["later"] == 1
    del environment.globals["later"]
