"""The rules of a quiz, as authors read them."""

from flask_babel import gettext, ngettext

from questions.quiz import Quiz
from training.i18n import localised
from training.studio.forms.quiz import COUNTS, FEEDBACK

Line = tuple[str, str]


def rules_of(quiz: Quiz) -> list[Line]:
    """List (rule, how it is set); rules that are not used are left out."""
    found: list[Line] = [
        (gettext("Which attempt counts"), str(dict(COUNTS)[quiz.counts])),
        (gettext("When feedback is shown"), str(dict(FEEDBACK)[quiz.feedback])),
    ]
    if quiz.attempts_allowed:
        found.append((gettext("Attempts allowed"), str(quiz.attempts_allowed)))
    if quiz.waiting_hours:
        found.append((gettext("Hours between two attempts"), str(quiz.waiting_hours)))
    if quiz.time_limit_minutes:
        found.append((gettext("Time limit in minutes"), str(quiz.time_limit_minutes)))
    if quiz.certainty:
        found.append((gettext("Certainty"), gettext("Asked with each answer")))
    if quiz.policy:
        title = localised(quiz.policy.title)
        text = gettext("%(title)s, version %(number)d", title=title, number=quiz.policy.version)
        found.append((gettext("Text to acknowledge"), text))
    if not quiz.practice:
        found.append((gettext("Practice"), gettext("Not offered")))
    return found


def section_names(quiz: Quiz, titles: dict[str, str]) -> list[str]:
    """Name each section: a scenario by its title in `titles`, a draw by its own and how many questions it takes."""
    names = []
    for section in quiz.sections:
        if section.scenario:
            names.append(titles[section.scenario])
        elif section.draw:
            title = localised(section.draw.title)
            count = section.draw.count
            names.append(
                ngettext(
                    "%(title)s (%(num)d question drawn)", "%(title)s (%(num)d questions drawn)", count, title=title
                )
            )
    return names
