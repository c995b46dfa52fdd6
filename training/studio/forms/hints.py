"""What several forms say alike beside a field."""

from flask_babel import lazy_gettext as _l

from training.forms.pieces import Words

AUDIENCE = _l("Short names separated by commas, such as everybody or vendor-owner")
PARTIAL_DATE = _l("A day (2019-05-09), a month (2019-05) or a year (2019)")


def topics() -> Words:
    """Return the field for the topics of a document."""
    return Words(
        _l("Topics"),
        offer="topics_in_use",
        optional=True,
        description=_l("Short names separated by commas, such as mis-send"),
    )
