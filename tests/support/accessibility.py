"""The rules of axe on a page that is open in a browser."""

from collections.abc import Iterator
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
CONTRAST = "color-contrast"
SOURCE = Axe().axe_script
# Only what is wrong is brought back: all that is right is as much as the page itself.
RUN = """options => axe.run(options).then(results => results.violations.map(({id, help, nodes}) => (
  {id, help, nodes: nodes.slice(0, 3).map(({target, html}) => `${target} ${html.slice(0, 120)}`).join('; ')}
)))"""
# What the rules other than contrast look at: elements, roles, classes and states in full; of words, addresses and
# names whether there are any; of what can be pressed whether it is small. Equal neighbours, such as the rows of a
# list, count once. That ids are unique and lead somewhere is checked on every page without a browser.
SHAPE = """() => {
  const words = 'label|labelledby|describedby|controls|owns|details|errormessage|valuetext|placeholder';
  const inFull = new RegExp(`^aria-(?!(${words})$)`);
  const alsoInFull = new Set(['role', 'type', 'lang', 'class', 'scope', 'tabindex', 'hidden', 'disabled', 'checked',
    'open', 'rel', 'autocomplete', 'dir', 'rowspan', 'colspan', 'multiple', 'required', 'contenteditable']);
  const attribute = ({name, value}) =>
    name + (inFull.test(name) || alsoInFull.has(name) ? '=' + value : value.trim() ? '=...' : '');
  const small = element => {
    if (!element.matches('a, button, input, select, summary, textarea, [tabindex]')) return '';
    const box = element.getBoundingClientRect();
    return box.width >= 24 && box.height >= 24 ? '' : ' small';
  };
  const shape = element => {
    const inner = [];
    for (const node of element.childNodes) {
      const one = node.nodeType === 3 ? (node.data.trim() ? '...' : '') : node.nodeType === 1 ? shape(node) : '';
      if (one && one !== inner.at(-1)) inner.push(one);
    }
    return `<${element.tagName}${small(element)} ${[...element.attributes].map(attribute).sort().join(' ')}>` +
      inner.join('') + '/';
  };
  return innerWidth + shape(document.documentElement);
}"""


def violations(page: Page, *, contrast: bool, others: bool) -> Iterator[tuple[str, str]]:
    """Give the name and the words of each broken rule: of contrast, of the others, or of both in one run."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(SOURCE)
    options: dict[str, Any] = {"resultTypes": ["violations"]}
    if others:
        options |= {"runOnly": {"type": "tag", "values": RULES}, "rules": {CONTRAST: {"enabled": contrast}}}
    else:
        options["runOnly"] = {"type": "rule", "values": [CONTRAST]}
    for found in page.evaluate(RUN, options):
        yield found["id"], f"axe {found['id']}: {found['help']}: {found['nodes']}"
