"""What several forms say alike beside a field."""

from flask_babel import lazy_gettext as _l

from training.forms.naming import Names

PARTIAL_DATE = _l("A day (2019-05-09), a month (2019-05) or a year (2019)")


def topics() -> Names:
    """Return the field for the topics of a document."""
    return Names(_l("Topics"), offer="all_topics", folded=True)


def audience() -> Names:
    """Return the field for those whom a document is written for."""
    return Names(_l("For whom"), offer="all_audiences", optional=False, default=["everybody"])
