"""What the result page tells of a finished attempt."""

from tests.factories.documents import control
from training import create_app
from training.learning.result import Result, RuleResult


def test_a_rule_is_told_as_every_other_share() -> None:
    rules = [RuleResult(control(), share, decisions) for share, decisions in ((0.798, 4), (2 / 3, 3), (1.0, 1))]
    result = Result(steps=[], rules=rules, maps=[], draws=[])
    app = create_app({"SQLALCHEMY_DATABASE_URI": "sqlite://", "SECRET_KEY": "x" * 40})
    with app.test_request_context(headers={"Accept-Language": "en"}):
        assert result.rule_rows == [
            ("Check the address", 79, "4 decisions"),
            ("Check the address", 66, "3 decisions"),
            ("Check the address", 100, "1 decision"),
        ]
