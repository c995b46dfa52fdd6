"""What employees see: their training, a case played page by page, the result, the certificate."""

from collections.abc import Sequence

from playwright.sync_api import Download, Locator

from questions.kinds import Response
from questions.quiz import ReleaseDocument
from questions.scenario import Step
from tests.browser.visitor import Visitor
from tests.support.browser import best_response


class MyTraining:
    """The list of what is due, under way and done."""

    def __init__(self, visitor: Visitor) -> None:
        self.visitor = visitor

    def open(self, title: str) -> None:
        """Look at the brief of a training."""
        self._press(title, "Open")

    def go_on(self, title: str) -> None:
        """Go on with a training that was begun."""
        self._press(title, "Go on")

    def status(self, title: str) -> str:
        """Return the shown status of a training."""
        return self._folder(title).locator(".status").inner_text().strip()

    def _press(self, title: str, button: str) -> None:
        target = self._folder(title).get_by_role("link", name=self.visitor.say(button)).first
        self.visitor.go(lambda: self.visitor.hand.press(target))

    def _folder(self, title: str) -> Locator:
        return self.visitor.page.locator(".folder").filter(has_text=title)


class Case:
    """A training that is being taken; `document` says what is asked on the way."""

    def __init__(self, visitor: Visitor, document: ReleaseDocument) -> None:
        self.visitor = visitor
        self.document = document

    def start(self) -> None:
        """Begin at the brief."""
        self.visitor.press("Start")

    @property
    def at_decision(self) -> bool:
        """Tell whether the page asks for a decision."""
        return self.visitor.page.locator("form#decision").count() == 1

    @property
    def step(self) -> Step:
        """Return the step that the page is about, by its address."""
        scenario, step = self.visitor.path.split("/")[-2:]
        return self.document.scenario_by_key[scenario].step(step)

    def go_on(self) -> None:
        """Read on: the opening of a sitting, a scene, or the feedback."""
        onward = self.visitor.page.locator(".play-actions a.btn-primary")
        self.visitor.go(lambda: self.visitor.hand.press(onward))

    def to_next_decision(self) -> Step:
        """Read on until a decision is asked for, and return its step."""
        while not self.at_decision:
            self.go_on()
        return self.step

    def choose(self, response: Response) -> None:
        """Choose an answer without sending it."""
        question = self.step.question
        assert question
        for name, values in question.fields(response).items():
            for value in values:
                self._choose(name, value)

    def _choose(self, name: str, value: str) -> None:
        form = self.visitor.page.locator("form#decision")
        place = form.locator(f"select[name='{name}']")
        box = form.locator(f"textarea[name='{name}'], input[type=text][name='{name}']")
        if place.count():
            self.visitor.hand.pick(place, value)
        elif box.count():
            self.visitor.hand.type(box, value)
        else:
            self.visitor.hand.tick(self.option(value))

    def option(self, key: str) -> Locator:
        """Find the box or button of an option."""
        return self.visitor.page.locator(f"form#decision input[name=choice][value='{key}']")

    def chosen(self) -> Sequence[str]:
        """List the keys of the options chosen on the page."""
        boxes = self.visitor.page.locator("form#decision input[name=choice]:checked").all()
        return [box.get_attribute("value") or "" for box in boxes]

    def decide(self) -> None:
        """Send the answer."""
        self.visitor.press("Decide")

    def answer(self, response: Response | None = None) -> Step:
        """Answer the next decision, the best way unless told otherwise, and return its step."""
        step = self.to_next_decision()
        assert step.question
        self.choose(response or best_response(step.question))
        self.decide()
        return step

    def finish(self) -> None:
        """Answer everything that is left, the best way, and look at the result."""
        while not self.visitor.path.endswith("/result"):
            if self.at_decision:
                self.answer()
            else:
                self.go_on()

    def own_choice(self) -> str:
        """Return what the feedback calls the person's own choice."""
        shown = self.visitor.page.locator(".option-card-chosen .option-card-text, .order-answer li")
        return " / ".join(text.strip() for text in shown.all_inner_texts())


class Result:
    """The score and what to look at again."""

    def __init__(self, visitor: Visitor) -> None:
        self.visitor = visitor

    @property
    def score(self) -> str:
        """Return the shown score."""
        return self.visitor.text(".result-score")

    def open_certificate(self) -> "Certificate":
        """Look at the certificate."""
        self.visitor.press("Certificate", within="main .actions")
        return Certificate(self.visitor)


class Certificate:
    """What a person can show."""

    def __init__(self, visitor: Visitor) -> None:
        self.visitor = visitor

    @property
    def name(self) -> str:
        """Return whose it is."""
        return self.visitor.text(".certificate-name")

    def check(self, name: str) -> bool:
        """Go where anybody can check it, type a name, and tell whether it was confirmed."""
        self.visitor.hand.press(self.visitor.page.locator(".certificate-check a"))
        self.visitor.write("Name on the certificate", name)
        self.visitor.press("Check the name")
        return self.visitor.page.locator(".confirmed").count() == 1

    def download(self) -> Download:
        """Download the PDF."""
        with self.visitor.page.expect_download() as coming:
            self.visitor.hand.press(self.visitor.named("Download as PDF"))
        return coming.value
