"""How the page of coverage is narrowed down; sent by GET, so it stays in the address."""

import uuid
from collections.abc import Sequence
from enum import StrEnum

from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from werkzeug.datastructures import MultiDict
from wtforms import SearchField, SelectField

from questions.control import TeachingTopic
from training.coverage.pages import Rule, State
from training.coverage.queries import Groups
from training.forms.fields import GetForm, uuid_or_none
from training.teaching import TOPICS
from training.team.tree import TeamNode

_LONGEST_SEARCH = 200


class Show(StrEnum):
    """Which rules are listed."""

    ALL = "all"
    NOBODY = "nobody"
    GROUP = "group"
    UNPUBLISHED = "unpublished"


class By(StrEnum):
    """Into which groups people are put."""

    KIND = "kind"
    TEAM = "team"


class CoverageForm(GetForm):
    """Which rules, and which people beside them."""

    q = SearchField(_l("Rule contains"), default="")
    show = SelectField(_l("Rules"), default=Show.ALL.value)
    topic = SelectField(_l("Topic of JIS Q 15001"), default="")
    by = SelectField(_l("Groups of people"), default=By.KIND.value)
    team = SelectField(_l("Division"), default="")

    def __init__(self, arguments: MultiDict[str, str], divisions: Sequence[TeamNode]) -> None:
        """Read the address."""
        super().__init__(arguments)
        self.show.choices = [
            (Show.ALL.value, gettext("All rules")),
            (Show.NOBODY.value, gettext("Nobody was asked within a year")),
            (Show.GROUP.value, gettext("A whole group was not asked within a year")),
            (Show.UNPUBLISHED.value, gettext("No release asks about it")),
        ]
        self.topic.choices = [
            ("", gettext("All topics")),
            *((topic.value, str(name)) for topic, name in TOPICS.items()),
        ]
        self.by.choices = [
            (By.KIND.value, gettext("By what they are")),
            (By.TEAM.value, gettext("By division")),
        ]
        self.team.choices = [("", gettext("All divisions")), *((str(team.id), team.name) for team in divisions)]

    def groups(self) -> Groups:
        """Return how people are put into groups; a value that was not offered does not exist: NotFound."""
        self.check()
        team_id: uuid.UUID | None = uuid_or_none(self.team.data)
        return Groups(self.by.data == By.TEAM, team_id)

    def fits(self, rule: Rule) -> bool:
        """Tell whether a rule is to be listed."""
        control = rule.control
        if self.topic.data and TeachingTopic(self.topic.data) not in control.teaching_topics:
            return False
        said = " ".join(
            (control.key, control.checklist_code or "", *control.title.root.values(), *control.rule.root.values())
        )
        if not all(word.casefold() in said.casefold() for word in (self.q.data or "")[:_LONGEST_SEARCH].split()):
            return False
        match Show(self.show.data):
            case Show.NOBODY:
                return not rule.whole.decided
            case Show.GROUP:
                return bool(rule.left_out) or not rule.whole.decided
            case Show.UNPUBLISHED:
                return rule.whole.at_best in {State.NOTHING, State.DRAFT}
        return True
