"""Learners of both programs: the same number of requests, cut at the same places, so that each part can be timed."""

from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping

from tests.bench import quiz
from tests.bench.client import BadAnswer, Browser, Page
from tests.bench.pages import find_form, main_link

AT_ONCE, AT_END = WAYS = ("at_once", "at_end")
"""When feedback is shown: after each answer, or with the result."""


class Learner(ABC):
    """A person who takes attempts of ten decisions, one after another."""

    def __init__(self, port: int) -> None:
        self.browser = Browser(port)
        self.way = AT_ONCE
        self.number = 0
        self.page: Page | None = None

    @property
    def feedback(self) -> bool:
        """Whether each answer is explained at once."""
        return self.way == AT_ONCE

    @abstractmethod
    async def sign_in(self) -> None:
        """Open a session."""

    @abstractmethod
    async def begin(self) -> None:
        """Begin an attempt and come up to its first question."""

    @abstractmethod
    async def ask(self) -> None:
        """Get the page of the next question."""

    @abstractmethod
    async def answer(self) -> float:
        """Send the answer and return how many seconds that took."""

    @abstractmethod
    async def learn(self) -> None:
        """Get the feedback of the answer."""

    @abstractmethod
    async def finish(self) -> None:
        """Come to the result; raise BadAnswer unless it is one."""

    async def take(self) -> list[float]:
        """Take a whole attempt and return the seconds of its answers."""
        seconds = []
        await self.begin()
        for _decision in range(quiz.DECISIONS):
            await self.ask()
            seconds.append(await self.answer())
            if self.feedback:
                await self.learn()
        await self.finish()
        return seconds

    def _shown(self) -> Page:
        if self.page is None:
            raise BadAnswer("there is no page yet")
        return self.page


class ReferenceLearner(Learner):
    """A learner of the reference program."""

    def __init__(self, port: int, name: str, password: str) -> None:
        super().__init__(port)
        self.secrets = {"name": name, "password": password}
        self.onward = ""

    async def sign_in(self) -> None:
        """Open a session."""
        await self.browser.post("/sign-in", self.secrets)

    async def begin(self) -> None:
        """Begin an attempt."""
        page = await self.browser.get("/quiz")
        self.onward = (await self.browser.post(find_form(page).action, {})).location
        self.number = 0

    async def ask(self) -> None:
        """Get the page of the next question."""
        self.number += 1
        self.page = await self.browser.get(self.onward)

    async def answer(self) -> float:
        """Send the answer."""
        form = find_form(self._shown(), offers="choice")
        wanted = "0" if self.number in quiz.WRONG else "1"
        fields = {"choice": _offered(form.offered["choice"], wanted)}
        if self.feedback:
            fields["feedback"] = "1"
        page = await self.browser.post(form.action, fields)
        self.onward = page.location
        return page.seconds

    async def learn(self) -> None:
        """Get the feedback."""
        page = await self.browser.get(self.onward)
        self.onward = page.text.partition("<a href='")[2].partition("'")[0]

    async def finish(self) -> None:
        """Hand in and see the result."""
        summary = await self.browser.get(self.onward)
        review = await self.browser.get((await self.browser.post(find_form(summary).action, {})).location)
        if f"<p>{quiz.DECISIONS - len(quiz.WRONG)} / {quiz.DECISIONS}</p>" not in review.text:
            raise BadAnswer(f"{review.address} shows another result")


class KyokunLearner(Learner):
    """A learner of Kyokun: each attempt is one of the assignments that were made for this person."""

    def __init__(self, port: int, name: str, password: str, assignments: Mapping[str, Iterator[str]]) -> None:
        super().__init__(port)
        self.secrets = {"sign_in_name": name, "password": password}
        self.assignments = assignments
        self.onward = ""

    async def sign_in(self) -> None:
        """Open a session."""
        page = await self.browser.get("/sign-in")
        form = find_form(page, offers="sign_in_name")
        await self.browser.post(form.action, {**form.hidden, **self.secrets})

    async def begin(self) -> None:
        """Begin an attempt: brief, start, the way to the case, its opening."""
        page = await self.browser.get(f"/training/assignments/{next(self.assignments[self.way])}")
        form = find_form(page, sends_to="/start")
        started = await self.browser.post(form.action, form.hidden)
        opening = await self.browser.get(await self.browser.redirected(started.location))
        self.onward = main_link(opening)
        self.number = 0

    async def ask(self) -> None:
        """Get the page of the next question."""
        self.number += 1
        self.page = await self.browser.get(self.onward)

    async def answer(self) -> float:
        """Send the answer."""
        form = find_form(self._shown(), offers="choice")
        chosen = _offered(form.offered["choice"], quiz.choice(self.number))
        page = await self.browser.post(form.action, {**form.hidden, "choice": chosen})
        self.onward = page.location
        return page.seconds

    async def learn(self) -> None:
        """Get the feedback."""
        self.onward = main_link(await self.browser.get(self.onward))

    async def finish(self) -> None:
        """See the result."""
        if not self.onward.endswith("/result"):
            raise BadAnswer(f"the last answer leads to {self.onward}")
        await self.browser.get(self.onward)


def _offered(offered: list[str], wanted: str) -> str:
    if wanted not in offered:
        raise BadAnswer(f"{wanted} is not among {offered}")
    return wanted
