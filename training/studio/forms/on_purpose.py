"""Where an author answers warnings of the linter: which one is kept on purpose, and why."""

from flask_babel import lazy_gettext as _l
from wtforms import Form

from questions.lint import RULES
from questions.lint.finding import ControlCase, IncidentCase, QuizCase, ScenarioCase, StepCase
from training.forms.chapters import Chapter
from training.forms.parts import PartField, Rows
from training.forms.pieces import Pick, TextBox

_HINT = _l("A warning that is right, and yet not to be followed here. Whoever reviews this reads why.")

_WORDS = _l("For names, addresses and numbers: exactly as they stand in the text")
_WORDS_OF_CAST = _l(
    "For names, addresses and numbers: exactly as they stand in the text. Invented people whose names stay here may "
    "come up in every step"
)

CHAPTER = Chapter("kept_on_purpose", _l("Warnings kept on purpose"), ("kept_on_purpose",), hint=_HINT, settled=True)


def _form(case: type) -> type[Form]:
    rules = [
        (rule.key, _l(rule.title)) for rule in RULES.values() if issubclass(case, rule.case) and not rule.is_needed
    ]

    class AnswerForm(Form):
        """A warning and the reason for keeping what it warns of."""

        gist = ("rule", "words")
        rule = Pick(_l("Warning"), choices=[("", _l("Please choose")), *rules])
        words = TextBox(
            _l("Words that stay"),
            optional=True,
            description=_WORDS_OF_CAST if case is ScenarioCase else _WORDS,
        )
        reason = TextBox(_l("Why it stays"))

    return AnswerForm


def _rows(case: type) -> Rows:
    return Rows(PartField(_form(case)), _l("Warnings kept on purpose"), one=_l("Warning"), optional=True)


def of_step() -> Rows:
    """Return the field for warnings about a step."""
    return _rows(StepCase)


def of_scenario() -> Rows:
    """Return the field for warnings about what stands before the first step."""
    return _rows(ScenarioCase)


def of_incident() -> Rows:
    """Return the field for warnings about an incident."""
    return _rows(IncidentCase)


def of_control() -> Rows:
    """Return the field for warnings about a control."""
    return _rows(ControlCase)


def of_quiz() -> Rows:
    """Return the field for warnings about a quiz."""
    return _rows(QuizCase)
