"""Searching the cases."""

from flask_babel import lazy_gettext as _l
from wtforms import Form, StringField


class SearchForm(Form):
    """Words that an incident, one of its scenarios or one of its quizzes must contain."""

    q = StringField(_l("Search"))
