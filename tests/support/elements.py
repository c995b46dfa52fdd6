"""Elements of a parsed page, read by CSS selectors."""

from collections.abc import Iterator
from typing import overload

from selectolax.lexbor import LexborHTMLParser, LexborNode


class Element:
    """One element; `element["name"]` is an attribute, which must be there, and without a value is the empty text."""

    def __init__(self, node: LexborNode) -> None:
        self._node = node

    @property
    def name(self) -> str:
        """Return the name of its tag."""
        return str(self._node.tag)

    @property
    def attrs(self) -> dict[str, str]:
        """Return all attributes."""
        return {name: value or "" for name, value in self._node.attributes.items()}

    def __getitem__(self, name: str) -> str:
        return self._node.attributes[name] or ""

    def has_attr(self, name: str) -> bool:
        """Tell whether it has the attribute, with a value or without."""
        return name in self._node.attributes

    @overload
    def get(self, name: str) -> str | None: ...

    @overload
    def get(self, name: str, default: str) -> str: ...

    def get(self, name: str, default: str | None = None) -> str | None:
        """Return an attribute, else `default`."""
        return self[name] if self.has_attr(name) else default

    def get_text(self, separator: str = "", *, strip: bool = False) -> str:
        """Return all words inside, piece by piece with `separator` in between; `strip` drops the space around each."""
        return self._node.text(separator=separator, strip=strip, skip_empty=strip)

    def select(self, selector: str) -> list["Element"]:
        """Return everything inside that matches."""
        # Equality of nodes compares all their text; these are told apart by where they lie.
        return [Element(node) for node in self._node.css(selector) if node.mem_id != self._node.mem_id]

    def select_one(self, selector: str) -> "Element | None":
        """Return the first match inside, or None."""
        return next(iter(self.select(selector)), None)

    def one(self, selector: str) -> "Element":
        """Return the first match inside; fails when nothing matches."""
        found = self.select_one(selector)
        assert found is not None, f"nothing matches {selector}"
        return found

    def within(self, tag: str, **attributes: str) -> bool:
        """Tell whether it stands in an element of this name with these attributes."""
        node = self._node.parent
        while node is not None and node.is_element_node:
            if node.tag == tag and attributes.items() <= node.attributes.items():
                return True
            node = node.parent
        return False

    def __iter__(self) -> Iterator["Element"]:
        return (Element(node) for node in self._node.traverse() if node.is_element_node)

    def __str__(self) -> str:
        return str(self._node.html)


def parse(html: str) -> Element:
    """Return the root element of a page, or of a fragment as a page would hold it."""
    root = LexborHTMLParser(html).root
    assert root is not None
    return Element(root)
