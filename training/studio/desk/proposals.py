"""Steps proposed for an incident: listed with their reasons, and taken into a scenario."""

import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from flask import current_app
from flask_babel import force_locale, gettext
from flask_babel import lazy_gettext as _l

from questions.drafts.files import all_patterns
from questions.drafts.proposing import Proposal, propose
from questions.fileerrors import FileError
from questions.incident import Incident
from questions.reading import step_minutes
from questions.release import Bank
from questions.scenario import Scenario, Step
from training.forms.keys import new_key
from training.forms.pieces import LANGUAGES
from training.i18n import localised
from training.studio import vocabulary
from training.studio.desk.drafts import Sentence, sentences, state_of
from training.studio.desk.shipped import answering, to_offer
from training.studio.editing import documents, flow
from training.studio.editing.keys import uid_from

EVERYBODY = "everybody"
"""The audience that says nothing beside a narrower one."""

_ROLE = {
    "ja": "場面ごとに異なる職場の担当者［ここを決める：どのような仕事の人か］",
    "en": "Somebody at another workplace in each scene [decide: in which kind of work]",
}
_INTRO = {
    "ja": "場面ごとに、別の職場の一員として判断します。［ここを決める：誰のどのような判断の話かを一文で］",
    "en": "In each scene you are at another workplace. [decide: whose decisions these are, in a sentence]",
}

GAPS = {
    "days_until_noticed": _l("Days until it was noticed: %(number)d"),
    "days_until_stopped": _l("Days until it was stopped: %(number)d"),
    "days_until_told": _l("Days until people were told: %(number)d"),
    "days_until_reported": _l("Days from noticing until it was reported: %(number)d"),
}


class Offered(NamedTuple):
    """A proposal as an author reads it."""

    key: str
    title: str
    step: Step
    reasons: list[str]
    cited: list[Sentence]
    left: list[str]
    """What is left to the author to decide."""
    controls: list[str]
    """What its question practises, by title; nothing where there is none for it."""
    brought: list[str]
    """Those of them that the bank lacks and that come into it with the step."""
    minutes: dict[str, float]
    """The counted minutes that it takes, by language."""
    where: str
    """The scenario that has this step already, by title; empty when none has."""


def list_proposals(incident: Incident, bank: Bank) -> tuple[list[Proposal], list[FileError]]:
    """Return the steps that an incident suggests, and what is wrong with the organisation's own patterns."""
    found = all_patterns(Path(current_app.config["PATTERNS_FOLDER"]))
    return propose(incident, found.by_key.values(), answering(bank)), found.errors


def offered(proposals: Sequence[Proposal], incident: Incident, bank: Bank) -> list[Offered]:
    """Return proposals as an author reads them."""
    own = [scenario for scenario in bank.scenarios.values() if scenario.incident == incident.key]
    lacking = to_offer(bank)
    controls = {**lacking, **bank.controls}
    titles = {key: localised(control.title) for key, control in controls.items()}
    rules = {key: control.rule for key, control in controls.items()}
    taken = {step.draft.pattern: localised(scenario.title) for scenario in own for step in scenario.steps if step.draft}
    return [
        Offered(
            each.pattern.key,
            localised(each.pattern.title),
            each.step,
            _reasons(each, incident, bank),
            [sentence for sentence in sentences(each.step, incident) if sentence.sources],
            [left.text for left in state_of(each.step).placeholders],
            [titles[key] for key in each.step.controls],
            [titles[key] for key in each.step.controls if key in lacking],
            {tag: step_minutes(each.step, rules, tag) for tag in LANGUAGES},
            taken.get(each.pattern.key, ""),
        )
        for each in proposals
    ]


def _reasons(proposal: Proposal, incident: Incident, bank: Bank) -> list[str]:
    why = proposal.why
    found = [gettext("Topic: %(topic)s", topic=vocabulary.MEANINGS.get(topic, topic)) for topic in why.topics]
    found += [
        gettext("Rule: %(rule)s", rule=localised(bank.controls[key].title))
        for key in why.controls
        if key in bank.controls
    ]
    found += [str(GAPS[name]) % {"number": days} for name, days in why.gaps.items()]
    found += [gettext("Fact: %(fact)s", fact=localised(incident.fact(key).text)) for key in why.facts[:2]]
    return found or [gettext("It fits every incident.")]


def proposed_title(incident: Incident) -> dict[str, str]:
    """Return what a scenario about an incident may be called, without its real name."""
    titles = {}
    for tag in LANGUAGES:
        with force_locale(tag):
            topic = next(
                (str(vocabulary.MEANINGS[each]) for each in incident.topics if each in vocabulary.MEANINGS), ""
            )
            title = gettext("%(topic)s: decisions of a real case", topic=topic) if topic else ""
            titles[tag] = title[:1].upper() + title[1:] or gettext("Decisions of a real case")
    return titles


def as_sent(steps: Sequence[Proposal], sent: Mapping[str, Any]) -> list[Proposal]:
    """Return proposed steps with the identifiers of their questions; the same form sent again gives the same ones."""
    return [
        each._replace(step=_named(each.step, json.dumps([each.pattern.key, sent], sort_keys=True))) for each in steps
    ]


def _named(step: Step, seed: str) -> Step:
    question = step.question and step.question.model_copy(update={"uid": uid_from(seed)})
    return step.model_copy(update={"question": question})


def find_taken(scenarios: Iterable[Scenario], steps: Sequence[Proposal]) -> Scenario | None:
    """Return the scenario that asks the question of any of these steps already: their form was sent twice."""
    uids = {each.step.uid for each in steps} - {""}
    return next((each for each in scenarios if any(step.uid in uids for step in each.steps)), None)


def new_scenario(incident: Incident, written: Mapping[str, Any], steps: Sequence[Proposal]) -> dict[str, Any]:
    """Return the data of a scenario of proposed steps; role and introduction that nobody wrote are left to decide."""
    named = list(dict.fromkeys(name for each in steps for name in each.pattern.audience))
    audience = [name for name in named if name != EVERYBODY] or named
    made = [documents.fields_for(step) for step in _added([], steps)]
    head = {"incident": incident.key, "role": _ROLE, "intro": _INTRO, **written}
    return {**head, "audience": audience, "topics": incident.topics, "steps": made}


def with_steps(scenario: Scenario, steps: Sequence[Proposal]) -> Scenario:
    """Return the scenario with proposed steps behind its last one."""
    made = [documents.fields_for(step) for step in _added(scenario.steps, steps)]
    return Scenario.model_validate({**documents.fields_for(scenario), "steps": made})


def _added(present: Sequence[Step], proposals: Sequence[Proposal]) -> list[Step]:
    steps = list(present)
    for each in proposals:
        key = new_key(each.step.key, {step.key for step in steps}, "step")
        step = each.step.model_copy(update={"key": key})
        steps = flow.insert(steps, step, steps[-1].key if steps else None)
    return steps
