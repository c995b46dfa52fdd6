"""Making a release document from a quiz and the bank, or saying everything that stands in its way."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from questions.control import Control
from questions.drafts.unfinished import obstacles_in, to_decide
from questions.fault import N_, Fault, Language, Named, Quoted, Sentence, fault
from questions.folders import FOLDER_OF
from questions.incident import Incident
from questions.paths import faults
from questions.pools import idle_filters, resolve, shortages
from questions.quiz import Quiz, ReleaseDocument
from questions.redaction.publication import unkept
from questions.scenario import Scenario, Step
from questions.text import Document, LocalisedText, Part, texts_in

NO_SCENARIO = N_("There is no scenario %(key)s.")
NO_INCIDENT = N_("There is no incident %(key)s.")
NO_CONTROL = N_("There is no control %(key)s.")
UNKNOWN_FACTS = N_("“What really happened” names facts that the incident does not list: %(facts)s")
SAME_UID = N_("Its question has the same identifier as that of %(step)s.")
IDLE: Mapping[str, Sentence] = {
    "controls": N_(
        "The draw asks for the control %(name)s, but no question on it may be asked alone and stands outside the "
        "scenarios of this quiz."
    ),
    "topics": N_(
        "The draw asks for the topic %(name)s, but no question on it may be asked alone and stands outside the "
        "scenarios of this quiz."
    ),
    "audience": N_(
        "The draw asks for questions for %(name)s, but none of them may be asked alone and stands outside the "
        "scenarios of this quiz."
    ),
    "families": N_(
        "The draw asks for the set of twins %(name)s, but none of them may be asked alone and stands outside the "
        "scenarios of this quiz."
    ),
}
"""What is said of a name in a draw that fits no question, by the list that it stands in."""
_TOO_FEW = N_("%(asked)s questions are to be drawn, but only %(possible)s fit that nothing else in this quiz asks.")
_NOTHING_ASKED = N_("No step asks a question, so nobody could pass or fail.")
_TWINS = N_(
    "Its question is a twin of that of %(step)s, and every attempt would ask both. Take one of them out, or put "
    "another question in its place."
)
_UNTRANSLATED = N_("The text “%(beginning)s” is missing in the language %(language)s.")


@dataclass(frozen=True)
class Problem:
    """Something wrong at a place: `document` is a kind and a key, `place` a step or field inside it."""

    document: str
    place: str
    fault: Fault

    def __str__(self) -> str:
        return f"{self.document}: {self.place + ': ' if self.place else ''}{self.fault}"


class NotPublishable(Exception):
    """A quiz can't become a release; `problems` lists every reason."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__("\n".join(map(str, problems)))
        self.problems = problems


@dataclass
class Bank:
    """Documents by key, and by the key of their incident the people and organisations whom notices name."""

    controls: dict[str, Control] = field(default_factory=dict)
    incidents: dict[str, Incident] = field(default_factory=dict)
    scenarios: dict[str, Scenario] = field(default_factory=dict)
    quizzes: dict[str, Quiz] = field(default_factory=dict)
    people: dict[str, list[str]] = field(default_factory=dict)
    parties: dict[str, list[str]] = field(default_factory=dict)

    def of_kind(self, kind: str) -> Mapping[str, Control | Incident | Scenario | Quiz]:
        """Map the documents of a kind by their keys."""
        found: Mapping[str, Control | Incident | Scenario | Quiz] = getattr(self, FOLDER_OF[kind])
        return found


def compile_release(quiz: Quiz, bank: Bank) -> ReleaseDocument:
    """Return the quiz with all it needs; raise NotPublishable with every problem at once."""
    problems = list(_missing_parts(quiz, bank))
    if problems:
        raise NotPublishable(problems)
    release = _compile(quiz, bank)
    problems = [
        *_draft_problems(release, bank),
        *_path_problems(release),
        *_step_problems(release),
        *_twin_problems(release),
        *_language_problems(release),
        *(Problem(*found) for found in unkept(quiz, release, bank)),
    ]
    if problems:
        raise NotPublishable(problems)
    return release


def _compile(quiz: Quiz, bank: Bank) -> ReleaseDocument:
    pools, pooled = resolve(quiz, bank.scenarios)
    pooled = [_published(scenario) for scenario in pooled]
    scenarios = [_published(bank.scenarios[key]) for key in quiz.scenario_keys]
    quiz = quiz.model_copy(update={"kept_on_purpose": None})
    keys = dict.fromkeys(scenario.incident for scenario in (*scenarios, *pooled))
    incidents = [bank.incidents[key].model_copy(update={"kept_on_purpose": None}) for key in keys]
    named = {key for s in (*scenarios, *pooled) for step in s.steps for key in step.controls}
    controls = [bank.controls[key].model_copy(update={"kept_on_purpose": None}) for key in sorted(named)]
    return ReleaseDocument(
        quiz=quiz, scenarios=scenarios, incidents=incidents, controls=controls, pools=pools, pooled=pooled
    )


def _published(scenario: Scenario) -> Scenario:
    """Return a scenario without what is its authors' alone: answers to warnings, and which pattern a step is from."""
    steps = [step.model_copy(update={"kept_on_purpose": None, "draft": None}) for step in scenario.steps]
    return scenario.model_copy(update={"steps": steps, "kept_on_purpose": None})


def _missing_parts(quiz: Quiz, bank: Bank) -> Iterator[Problem]:
    keys = quiz.scenario_keys
    if len(set(keys)) < len(keys):
        yield Problem(f"quiz {quiz.key}", "sections", fault(N_("The same scenario stands here twice.")))
    for key in keys:
        if key not in bank.scenarios:
            yield Problem(f"quiz {quiz.key}", "sections", fault(NO_SCENARIO, key=key))
    if any(key not in bank.scenarios for key in keys):
        return
    yield from _missing_in_draws(quiz, bank)
    pooled = resolve(quiz, bank.scenarios)[1]
    for scenario in (*(bank.scenarios[key] for key in keys), *pooled):
        if scenario.incident not in bank.incidents:
            yield Problem(f"scenario {scenario.key}", "incident", fault(NO_INCIDENT, key=scenario.incident))
        for step in scenario.steps:
            for control in step.controls:
                if control not in bank.controls:
                    yield Problem(f"scenario {scenario.key}", step.key, fault(NO_CONTROL, key=control))


def _missing_in_draws(quiz: Quiz, bank: Bank) -> Iterator[Problem]:
    for section, filtered, name in idle_filters(quiz, bank.scenarios):
        yield Problem(f"quiz {quiz.key}", f"section {section + 1}", fault(IDLE[filtered], name=Named(filtered, name)))


def _draft_problems(release: ReleaseDocument, bank: Bank) -> Iterator[Problem]:
    """Look at the bank's own scenarios: what is compiled does not say any more what was proposed."""
    for name, document in _around_scenarios(release):
        yield from (Problem(name, "", left) for left in to_decide(document, release.quiz.languages))
    for scenario in (*release.scenarios, *release.pooled):
        asked = {"", *(step.key for step in scenario.steps)}
        for place, left in obstacles_in(bank.scenarios[scenario.key], release.quiz.languages):
            if place in asked:
                yield Problem(f"scenario {scenario.key}", place, left)


def _path_problems(release: ReleaseDocument) -> Iterator[Problem]:
    for scenario in release.scenarios:
        yield from (Problem(f"scenario {scenario.key}", "", found) for found in faults(scenario))
    for section, asked, possible in shortages(release):
        found = fault(_TOO_FEW, asked=asked, possible=possible)
        yield Problem(f"quiz {release.quiz.key}", f"section {section + 1}", found)
    if not release.decisions:
        yield Problem(f"quiz {release.quiz.key}", "", fault(_NOTHING_ASKED))


def _step_problems(release: ReleaseDocument) -> Iterator[Problem]:
    uids: dict[str, str] = {}
    for scenario in (*release.scenarios, *release.pooled):
        facts = {fact.key for fact in release.incident_by_key[scenario.incident].facts}
        for step in scenario.steps:
            yield from (Problem(f"scenario {scenario.key}", step.key, found) for found in _step_faults(step, facts))
            if step.question:
                other = uids.setdefault(step.question.uid, f"{scenario.key}/{step.key}")
                if other != f"{scenario.key}/{step.key}":
                    yield Problem(f"scenario {scenario.key}", step.key, fault(SAME_UID, step=Named("step", other)))


def _twin_problems(release: ReleaseDocument) -> Iterator[Problem]:
    """Look at what every attempt asks; a draw keeps clear of it, and of twins, by itself."""
    met: dict[str, tuple[str, Step]] = {}
    for scenario in release.scenarios:
        for step in scenario.steps:
            if not step.question:
                continue
            key, twin = met.setdefault(step.twins, (scenario.key, step))
            if twin.uid != step.uid:
                yield Problem(
                    f"scenario {scenario.key}", step.key, fault(_TWINS, step=Named("step", f"{key}/{twin.key}"))
                )


def _step_faults(step: Step, facts: set[str]) -> Iterator[Fault]:
    named = set(step.what_happened.facts) if step.what_happened else set()
    if unknown := sorted(named - facts):
        yield fault(UNKNOWN_FACTS, facts=tuple(unknown))
    if step.question and not named:
        yield fault(N_("A question needs “What really happened”, with at least one fact."))
    if step.question and not step.controls:
        yield fault(N_("A question needs at least one control."))
    yield from _feedback_faults(step)
    if step.question and step.question.retired:
        yield fault(N_("The question is retired. Take the step out, or put another question in its place."))


def _feedback_faults(step: Step) -> Iterator[Fault]:
    """Ask every answer to be told something; a text that is missing in a language is told with the languages."""
    found = _feedback_in(step.question)
    if step.question and not found:
        yield fault(N_("A question needs feedback to its answers."))
    for text in (text for feedback in found for text in feedback.root.values()):
        if not any(letter.isalnum() for letter in text):
            yield fault(N_("The feedback “%(text)s” says nothing."), text=Quoted(text))


def _feedback_in(part: object) -> list[LocalisedText]:
    if isinstance(part, list):
        return [text for item in part for text in _feedback_in(item)]
    fields = {name: getattr(part, name) for name in type(part).model_fields} if isinstance(part, Part) else {}
    found = [(texts_in if name == "feedback" else _feedback_in)(value) for name, value in fields.items()]
    return [text for texts in found for text in texts]


def _around_scenarios(release: ReleaseDocument) -> Iterator[tuple[str, Document]]:
    """Yield the name and the document of the quiz, its incidents and its controls."""
    yield f"quiz {release.quiz.key}", release.quiz
    yield from ((f"incident {incident.key}", incident) for incident in release.incidents)
    yield from ((f"control {control.key}", control) for control in release.controls)


def _language_problems(release: ReleaseDocument) -> Iterator[Problem]:
    languages = release.quiz.languages
    for name, document in _around_scenarios(release):
        yield from _untranslated(name, "", document, languages)
    for scenario in (*release.scenarios, *release.pooled):
        name = f"scenario {scenario.key}"
        yield from _untranslated(name, "", scenario.model_copy(update={"steps": []}), languages)
        for step in scenario.steps:
            yield from _untranslated(name, step.key, step, languages)


def _untranslated(name: str, place: str, part: object, languages: list[str]) -> Iterator[Problem]:
    for text in texts_in(part):
        for language in text.missing(languages):
            beginning = Quoted(next(iter(text.root.values()))[:40])
            yield Problem(name, place, fault(_UNTRANSLATED, beginning=beginning, language=Language(language)))
