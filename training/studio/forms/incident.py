"""The form of an incident."""

from collections.abc import Collection, Sequence
from typing import Any, ClassVar

from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from wtforms import Form

from questions.text import visible
from training.forms.chapters import Chapter, Chapters, with_field
from training.forms.folding import gist, named_rows
from training.forms.keys import as_key
from training.forms.parts import DocumentForm, PartField, Rows, is_blank
from training.forms.pieces import Carried, Lines, Localised, OpenedAt, Pick, ShortName, TextBox, Ticks, Unseen
from training.i18n import listed
from training.studio.forms import on_purpose
from training.studio.forms.hints import PARTIAL_DATE, topics
from training.studio.vocabulary import LANGUAGE_CHOICES
from training.teaching import TOPICS

DATA_TYPES = [
    ("payment-card", _l("Card number")),
    ("card-expiry", _l("Card expiry date")),
    ("card-security-code", _l("Card security code")),
    ("name", _l("Name")),
    ("address", _l("Postal address")),
    ("phone", _l("Telephone number")),
    ("email", _l("E-mail address")),
    ("date-of-birth", _l("Date of birth")),
    ("credentials", _l("Password or other sign-in data")),
    ("health", _l("Health data")),
    ("government-id", _l("Government ID number")),
    ("bank-account", _l("Bank account")),
    ("purchase-history", _l("Purchase history")),
    ("other", _l("Other data")),
]
_SOURCES = _l("Public texts that the facts come from, such as the organisation's notice.")
_FACTS = _l(
    "Statements that anybody can check in a source, one in each row. What is only supposed belongs to the causes."
)
_CAUSES = _l("Say of each cause whether the organisation stated it or somebody else inferred it.")


class SourceForm(Form):
    """A public text that facts rest on."""

    key = Unseen()
    title = Localised(_l("Title of the source"))
    publisher = Localised(_l("Publisher"))
    address = TextBox(_l("Web address"), optional=True, description=_l("It begins with https://"))
    language = Pick(_l("Language of the source"), choices=LANGUAGE_CHOICES)
    seen_on = TextBox(_l("Last seen on"), optional=True, description=PARTIAL_DATE)
    terms = Localised(_l("Terms of use"), optional=True)


class FactForm(Form):
    """One checkable statement."""

    key = Unseen()
    span = Carried()
    text = Localised(_l("Fact"), rows=2)
    source = Pick(_l("Source of this fact"), offer="sources")


class TimelineForm(Form):
    """What happened when."""

    gist = ("date", "text")
    date = TextBox(_l("Date"), description=PARTIAL_DATE)
    until = TextBox(_l("Until"), optional=True, description=PARTIAL_DATE)
    text = Localised(_l("What happened"), rows=2)
    facts = Ticks(_l("Facts that say so"), offer="facts", folded=True)


class ImpactForm(Form):
    """How many people and which data."""

    people = TextBox(_l("People affected"), optional=True, number=True)
    records = TextBox(_l("Records affected"), optional=True, number=True)
    data_types = Ticks(_l("Kinds of data"), choices=DATA_TYPES)
    text = Localised(_l("Impact in words"), optional=True, rows=2)


class CauseForm(Form):
    """A cause and who says so."""

    text = Localised(_l("Cause"), rows=2)
    basis = Pick(
        _l("How it is known"),
        choices=[
            ("", _l("Please choose")),
            ("stated", _l("Stated by the organisation itself")),
            ("inferred", _l("Inferred by somebody else")),
        ],
    )
    by = Localised(_l("Who says so"))


class IncidentForm(DocumentForm):
    """A real event with its sources."""

    chapters: ClassVar[Chapters] = (
        Chapter(
            "about", _l("The incident in short"), ("title", "organisation", "sector", "country", "topics", "summary")
        ),
        Chapter("sources", _l("Sources"), ("sources",), hint=_SOURCES),
        Chapter("facts", _l("Confirmed facts"), ("facts",), hint=_FACTS),
        Chapter("timeline", _l("Timeline"), ("timeline",)),
        Chapter("impact", _l("Impact"), ("impact",)),
        Chapter("causes", _l("Causes and controls"), ("causes", "controls"), hint=_CAUSES),
        on_purpose.CHAPTER,
    )
    title = Localised(_l("Title"))
    organisation = Localised(_l("Organisation"))
    sector = Localised(_l("Sector"))
    country = Pick(_l("Country"), offer="countries", default="JP")
    topics = topics()
    summary = Localised(_l("Summary"), rows=4)
    sources = Rows(PartField(SourceForm), _l("Sources"), one=_l("Source"), keyed="source", least=1)
    facts = Rows(PartField(FactForm), _l("Confirmed facts"), one=_l("Fact"), keyed="fact", movable=True, least=1)
    timeline = Rows(PartField(TimelineForm), _l("Timeline"), one=_l("Event"), movable=True)
    impact = PartField(ImpactForm, _l("Impact"))
    causes = Rows(PartField(CauseForm), _l("Causes"), one=_l("Cause"), optional=True)
    controls = Ticks(_l("Controls that could have stopped or limited it"), offer="controls", folded=True)
    kept_on_purpose = on_purpose.of_incident()

    def rearrange(self, action: str) -> bool:
        """Do what a button asks; what rested on a fact that it removes does not cite it any more, and that is told."""
        said = dict(named_rows(self.facts, "text"))
        is_done = super().rearrange(action)
        gone = said.keys() - dict(named_rows(self.facts, "text"))
        events = [(number, entry, entry.form.facts) for number, entry in enumerate(self.timeline.entries, 1)]
        self.facts.notes = [
            gettext(
                "The fact “%(fact)s” is removed, so event %(number)d (%(event)s) does not cite it any more.",
                fact=said[key],
                number=number,
                event=gist(entry),
            )
            for number, entry, facts in events
            for key in facts.piece()
            if key in gone
        ]
        for _number, _entry, facts in events:
            facts.data = [key for key in facts.piece() if key not in gone]
        return is_done

    def content(self) -> dict[str, Any]:
        """Return the incident's data; facts without a source rest on the only one there is.

        An event that cites a fact which is empty or not listed is told so, and leaves it out.
        """
        self.sources.name_rows()
        keys = [row.form["key"].data for row in self.sources.entries if row.form["key"].data]
        for row in self.facts.entries if len(keys) == 1 else []:
            if not is_blank(row.form):
                row.form.source.data = row.form.source.data or keys[0]
        data = super().content()
        self._take_lost(data["timeline"], {fact.get("key") for fact in data["facts"]})
        return data

    def _take_lost(self, events: Sequence[dict[str, Any]], known: Collection[str | None]) -> None:
        names = dict(named_rows(self.facts, "text"))
        for entry, event in zip(self.timeline.sent, events, strict=True):
            lost = [names.get(key, visible(key)) for key in event["facts"] if key not in known]
            if lost:
                event["facts"] = [key for key in event["facts"] if key in known]
                message = gettext(
                    "The event “%(event)s” rests on what is empty or not listed as a fact: %(facts)s. Write the fact "
                    "again, or untick it here.",
                    event=gist(entry),
                    facts=listed(lost),
                )
                entry.form.facts.errors = [message]


class NewIncidentForm(IncidentForm):
    """A new one also gets the key that it will keep."""

    chapters = with_field(IncidentForm.chapters, "about", "short_name")
    short_name = ShortName()
    opened_at = OpenedAt()

    def proposed_keys(self) -> list[str]:
        """Return what it may be called by without an English title: its first topic and its year."""
        years = [(entry.form.date.data or "")[:4] for entry in self.timeline.entries]
        return [" ".join([topic, *filter(str.isdigit, years[:1])]) for topic in self.topics.piece()[:1]]


class CitationForm(Form):
    """Where a control is written."""

    gist = ("instrument", "clause")
    instrument = Localised(_l("Law or standard"))
    clause = Localised(_l("Clause"))
    subject = Localised(_l("Subject of the clause"), optional=True)
    valid_from = TextBox(_l("This number is valid from"), optional=True, description=_l("A day, such as 2022-04-01"))
    valid_until = TextBox(_l("This number is valid until"), optional=True, description=_l("A day, such as 2022-03-31"))


class ControlForm(DocumentForm):
    """A rule and where it is written."""

    chapters: ClassVar[Chapters] = (
        Chapter("rule", _l("The rule"), ("title", "rule", "requirements")),
        Chapter("citations", _l("Citations"), ("citations",)),
        Chapter("place", _l("Where it belongs"), ("checklist_code", "teaching_topics", "topics")),
        on_purpose.CHAPTER,
    )
    title = Localised(_l("Title"))
    rule = Localised(_l("The rule in one sentence"), rows=2)
    requirements = Lines(
        _l("Questions by which an organisation checks itself"), rows=4, description=_l("One question a line")
    )
    checklist_code = TextBox(_l("Number in the association's checklist"), optional=True)
    citations = Rows(PartField(CitationForm), _l("Citations"), one=_l("Citation"), movable=True, optional=True)
    teaching_topics = Ticks(
        _l("Teaching topics of JIS Q 15001 that it serves"),
        choices=[(topic.value, name) for topic, name in TOPICS.items()],
    )
    topics = topics()
    kept_on_purpose = on_purpose.of_control()


class NewControlForm(ControlForm):
    """A new one also gets the key that it will keep."""

    chapters = with_field(ControlForm.chapters, "rule", "short_name")
    short_name = ShortName()
    opened_at = OpenedAt()

    def proposed_keys(self) -> list[str]:
        """Return what it may be called by without an English title: its number in the checklist, or its first topic."""
        code = as_key(self.checklist_code.data or "")
        return [f"checklist {code}" if code else "", *self.topics.piece()[:1]]
