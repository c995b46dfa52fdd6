"""Where authors write: the forms of documents, and the ways between them."""

from playwright.sync_api import Locator

from tests.browser.visitor import Visitor

Both = tuple[str, str]
"""A text in Japanese and in English."""


class Desk:
    """A form of the studio; fields are known by their names, since every row repeats the labels."""

    def __init__(self, visitor: Visitor) -> None:
        self.visitor = visitor

    def write(self, **texts: Both | str) -> None:
        """Write texts in both languages, or plain ones; a double underscore in a name stands for a hyphen."""
        for name, text in texts.items():
            field = name.replace("__", "-")
            if isinstance(text, str):
                self._write(field, text)
            else:
                for tag, words in zip(("ja", "en"), text, strict=True):
                    self._write(f"{field}-{tag}", words)

    def _write(self, name: str, text: str) -> None:
        self.visitor.hand.type(self._field(f"[name='{name}']"), text)

    def pick(self, name: str, value: str) -> None:
        """Choose one of a list."""
        self.visitor.hand.pick(self._field(f"select[name='{name}']"), value)

    def pick_first(self, name: str) -> None:
        """Choose the first entry of a list that is one."""
        options = self.visitor.page.locator(f"form.studio-form select[name='{name}'] option:not([value=''])")
        self.pick(name, options.first.get_attribute("value") or "")

    def tick(self, name: str, value: str = "") -> None:
        """Tick a box, the first of its name unless a value is given."""
        which = f"[value='{value}']" if value else ""
        self.visitor.hand.tick(self._field(f"input[name='{name}']{which}"))

    def _field(self, selector: str) -> Locator:
        """Return a field, after all that it is folded in was opened, from the outside in."""
        field = self.visitor.page.locator(f"form.studio-form {selector}").first
        folded = field.locator("xpath=ancestor::details[not(@open)]/summary")
        while folded.count():
            self.visitor.hand.press(folded.first)
        return field

    def press(self, text: str, **values: object) -> None:
        """Press a button of the form."""
        self.visitor.press(text, within="form.studio-form", **values)
