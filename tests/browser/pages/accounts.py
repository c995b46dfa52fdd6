"""Signing in, invitations, and the agreement."""

from tests.browser.visitor import Visitor
from tests.support.browser import PASSWORD


class SignIn:
    """The page that asks for name and password."""

    def __init__(self, visitor: Visitor) -> None:
        self.visitor = visitor

    def enter(self, name: str, password: str = PASSWORD) -> None:
        """Sign in by e-mail address or employee number."""
        self.visitor.open("/sign-in")
        self.fill(name, password)

    def fill(self, name: str, password: str = PASSWORD) -> None:
        """Fill in the page that is open already."""
        self.visitor.write("E-mail address or employee number", name)
        self.visitor.write("Password", password)
        self.visitor.press("Sign in", within="main")

    def use_sheet(self, name: str, code: str) -> None:
        """Go by the code of an invitation sheet."""
        self.visitor.open("/sign-in")
        self.visitor.press("I have an invitation sheet with a code")
        self.visitor.write("Employee number or e-mail address", name)
        self.visitor.write("One-time code", code)
        self.visitor.press("Continue")


class Invitation:
    """The page that asks an invited person for a password."""

    def __init__(self, visitor: Visitor) -> None:
        self.visitor = visitor

    def choose_password(self, password: str = PASSWORD) -> None:
        """Choose a password."""
        for field in self.visitor.page.locator("main input[type=password]").all():
            self.visitor.hand.type(field, password)
        self.visitor.press("Save and continue")


class Agreement:
    """What is recorded, and the person's agreement."""

    def __init__(self, visitor: Visitor) -> None:
        self.visitor = visitor

    def agree(self) -> None:
        """Agree and begin."""
        assert self.visitor.heading() == self.visitor.say("What is recorded about you")
        self.visitor.press("I agree and want to begin")


def sign_in(visitor: Visitor, name: str) -> Visitor:
    """Sign in, and agree if that is asked."""
    SignIn(visitor).enter(name)
    if visitor.path == "/agreement":
        Agreement(visitor).agree()
    return visitor
