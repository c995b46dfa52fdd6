"""What teams, tags and campaigns are called, in the language of whoever reads."""

from sqlalchemy import ColumnElement, case, func

from training.models import Campaign, Tag, Team


def name_in(thing: type[Campaign] | type[Tag] | type[Team], language: str | ColumnElement[str]) -> ColumnElement[str]:
    """Return the name for readers of `language`, which a column may hold: the English one only where it is set."""
    english = func.coalesce(thing.name_en, thing.name)
    if isinstance(language, str):
        return english if language == "en" else thing.name.expression
    return case((language == "en", english), else_=thing.name)
