"""The four topics that JIS Q 15001 wants taught, as authors, auditors and reports call them."""

from collections.abc import Mapping

from flask_babel import lazy_gettext as _l

from questions.control import TeachingTopic

TOPICS: Mapping[TeachingTopic, str] = {
    TeachingTopic.POLICY: _l("The organisation's policy"),
    TeachingTopic.IMPORTANCE: _l("Why conforming matters"),
    TeachingTopic.ROLES: _l("Roles and responsibilities"),
    TeachingTopic.CONSEQUENCES: _l("Consequences of a breach"),
}
