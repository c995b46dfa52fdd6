"""What the keys and values that stand in release documents are called on pages."""

from collections.abc import Iterable, Mapping
from typing import Any

from flask_babel import lazy_gettext as _l

from questions.control import Control
from questions.incident import Incident
from questions.quiz import Documents, Quiz
from questions.scenario import Scenario
from training.i18n import localised
from training.studio import vocabulary
from training.studio.editing.scenarios import step_names

KINDS: Mapping[type[Any], Any] = {
    Quiz: _l("Quiz"),
    Scenario: _l("Scenario"),
    Incident: _l("Incident"),
    Control: _l("Control"),
}


def languages_of(quiz: Quiz) -> dict[str, Any]:
    """Map the languages of a quiz, in its order, to their names."""
    return {tag: vocabulary.language_name(tag) for tag in quiz.languages}


class Names:
    """What the keys that a document names are called, in any of some releases."""

    def __init__(self, document: Any, *releases: Documents) -> None:
        self._document = document
        self._releases = releases

    def of(self, field: str) -> Mapping[str, str]:
        """Map keys that stand in `field` to names."""
        finders = {
            "next": self._steps,
            "facts": self._facts,
            "controls": lambda release: _titles(release.controls),
            "incident": lambda release: _titles(release.incidents),
            "scenario": lambda release: _titles([*release.scenarios, *release.pooled]),
            "source": self._sources,
        }
        if field in {"audience", "topics"}:
            return {name: str(words) for name, words in vocabulary.MEANINGS.items()}
        finder = finders.get(field)
        return {key: name for release in self._releases for key, name in finder(release).items()} if finder else {}

    def _steps(self, release: Documents) -> dict[str, str]:
        scenario = release.scenario_by_key.get(self._document.key)
        return step_names(scenario) if scenario else {}

    def _facts(self, release: Documents) -> dict[str, str]:
        incident = release.incident_by_key.get(self._incident)
        return {fact.key: localised(fact.text) for fact in incident.facts} if incident else {}

    def _sources(self, release: Documents) -> dict[str, str]:
        incident = release.incident_by_key.get(self._incident)
        return _titles(incident.sources) if incident else {}

    @property
    def _incident(self) -> str:
        return self._document.incident if isinstance(self._document, Scenario) else self._document.key


def _titles(documents: Iterable[Any]) -> dict[str, str]:
    return {document.key: localised(document.title) for document in documents}
