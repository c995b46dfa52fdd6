"""No page leads around the review."""

from training.config import ROOT


def test_publication_by_the_program_is_out_of_reach_of_the_web() -> None:
    views = [*ROOT.glob("training/*/views.py"), *ROOT.glob("training/*/views/*.py")]
    assert len(views) > 10
    assert [path.name for path in views if "publish_by_program" in path.read_text(encoding="utf-8")] == []
