"""The rules of axe on a page that is open in a browser, each applied where nothing like it stood them before."""

from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
CONTRAST = "color-contrast"
SOURCE = Axe().axe_script
# What the rules other than contrast look at, part by part: an element with its ancestors and all that is in it, or of
# what only holds large parts together, with its children. Of elements, roles, classes and states are told in full; of
# words, addresses and names whether there are any; of what can be pressed whether it is small, and where something else
# is near it, the page counts as a whole. Equal neighbours, such as the rows of a list, count once. That ids
# are unique and lead somewhere is checked on every page without a browser. Neither the language of the page nor the
# width of the window matters beside what they make small, unseen or scrolling.
PARTS = """() => {
  const words = 'label|labelledby|describedby|controls|owns|details|errormessage|valuetext|placeholder';
  const inFull = new RegExp(`^aria-(?!(${words})$)`);
  const alsoInFull = new Set(['role', 'type', 'lang', 'class', 'scope', 'tabindex', 'hidden', 'disabled', 'checked',
    'open', 'rel', 'autocomplete', 'dir', 'rowspan', 'colspan', 'multiple', 'required', 'contenteditable']);
  const attribute = ({name, value}) =>
    name + (inFull.test(name) || alsoInFull.has(name) ? '=' + value : value.trim() ? '=...' : '');
  const pressed = 'a, button, input, select, summary, textarea, [tabindex]';
  const boxes = new Map([...document.querySelectorAll(pressed)].map(one => [one, one.getBoundingClientRect()]));
  const isSmall = box => box.width < 24 || box.height < 24;
  const isNear = (x, y, box) => isSmall(box)
    ? Math.hypot(box.left + box.width / 2 - x, box.top + box.height / 2 - y) < 25
    : Math.hypot(Math.max(box.left - x, 0, x - box.right), Math.max(box.top - y, 0, y - box.bottom)) < 13;
  const small = element => {
    const box = boxes.get(element);
    if (!box || !isSmall(box) || box.width < 2) return '';
    const [x, y] = [box.left + box.width / 2, box.top + box.height / 2];
    const near = [...boxes].some(([one, other]) =>
      !one.contains(element) && !element.contains(one) && other.width > 1 && isNear(x, y, other));
    return near ? ' small-near' : ' small';
  };
  const scrolls = element => {
    if (element.scrollWidth <= element.clientWidth && element.scrollHeight <= element.clientHeight) return '';
    return /auto|scroll/.test(getComputedStyle(element).overflow) ? ' scrolls' : '';
  };
  const state = element => element.checkVisibility({visibilityProperty: true}) ? scrolls(element) : ' unseen';
  const opening = element =>
    `<${element.tagName}${small(element)}${state(element)} ${[...element.attributes].map(attribute).sort().join(' ')}>`;
  const inside = (element, tell) => {
    const inner = [];
    for (const node of element.childNodes) {
      const one = node.nodeType === 3 ? (node.data.trim() ? '...' : '') : node.nodeType === 1 ? tell(node) : '';
      if (one && one !== inner.at(-1)) inner.push(one);
    }
    return inner.join('');
  };
  const whole = element => opening(element) + inside(element, whole) + '/';
  const holds = element => element.matches('html, body, main, header, footer, section, article, aside, div, form') &&
    !element.matches('[role]') && element.getElementsByTagName('*').length > 12;
  const found = new Map();
  const note = (part, element) => found.set(part, [...found.get(part) ?? [], element]);
  const add = (element, around) => {
    if (!holds(element)) return note(around + whole(element), element);
    const own = around + opening(element);
    note(own + inside(element, opening), element);
    for (const child of element.children) add(child, element === page ? '' : own);
  };
  const page = document.documentElement;
  add(page, '');
  const isCrowded = [...found.keys()].some(part => / small-near\\b/.test(part));
  return isCrowded ? new Map([[whole(page).replace(/ lang=\\w+/, ''), [page]]]) : found;
}"""
# What contrast follows from: the colours of a text, whether it is large, and all that is painted behind it. A text
# that does not simply lie on its ancestors may lie on anything, so that its look counts for its own page alone. Maps
# each look that is to be seen to its elements.
LOOKS = """page => {
  const lies = new Map([[null, {behind: '', loose: false}]]);
  const name = element => element.tagName + '.' + element.getAttribute('class');
  const lie = element => {
    if (lies.has(element)) return lies.get(element);
    const {behind, loose} = lie(element.parentElement);
    const style = getComputedStyle(element);
    const painted = [style.backgroundColor, style.backgroundImage, style.opacity, style.filter, style.mixBlendMode];
    const moved = [style.transform, style.translate, style.float];
    const own = painted.join(' ') === 'rgba(0, 0, 0, 0) none 1 none normal' ? '' : '/' + painted.join(' ');
    const isLoose = loose || /absolute|fixed|sticky/.test(style.position) || /(^| )-/.test(style.margin) ||
      (style.position === 'relative' && style.inset !== '0px') || moved.some(value => value !== 'none');
    lies.set(element, {behind: behind + own, loose: isLoose});
    return lies.get(element);
  };
  const off = ':disabled, [aria-disabled=true]';
  const isOff = element => element.closest(off) || element.closest('label')?.control?.matches(off) ||
    (element.id && document.querySelector(`:is(${off})[aria-labelledby~="${CSS.escape(element.id)}"]`));
  const found = new Map();
  for (const element of document.querySelectorAll('body, body *')) {
    const words = [...element.childNodes].filter(node => node.nodeType === 3).map(node => node.data.trim()).join('');
    if (!words && !element.matches('input, select, textarea') || !element.checkVisibility()) continue;
    const box = element.getBoundingClientRect();
    if (box.width < 2 || box.height < 2 || box.right + scrollX < 1 || box.bottom + scrollY < 1) continue;
    const style = getComputedStyle(element);
    const [points, bold] = [Math.ceil(parseFloat(style.fontSize) * 72) / 96, style.fontWeight >= 700];
    const text = [style.color, points < (bold ? 14 : 18), style.textShadow, style.webkitTextFillColor];
    const {behind, loose} = lie(element);
    const look = [name(element.parentElement) + ' > ' + name(element), text.join(' '), behind, words.length === 1,
      !!isOff(element), loose ? page : ''].join('; ');
    found.set(look, [...found.get(look) ?? [], element]);
  }
  return found;
}"""
# Of equal elements three are judged, so that one that is covered hides no other.
# Only what is wrong is brought back, and which looks were judged: all that is right is as much as the page itself.
RUN = f"""async ({{page, looks, parts, tags}}) => {{
  const wrong = [];
  const tell = ({{id, help, nodes}}) => wrong.push([id, `axe ${{id}}: ${{help}}: ` +
    nodes.slice(0, 3).map(({{target, html}}) => `${{target}} ${{html.slice(0, 120)}}`).join('; ')]);
  const some = elements =>
    elements.length < 4 ? elements : [0, .5, 1].map(share => elements.at(share * (elements.length - 1)));
  const look = async elements => {{
    const include = looks.flatMap(one => some(elements.get(one) ?? []));
    if (!include.length) return [];  // the page has changed meanwhile
    const options = {{runOnly: ['{CONTRAST}'], resultTypes: ['violations', 'passes'], elementRef: true}};
    const {{violations, passes}} = await axe.run({{include}}, options);
    violations.forEach(tell);
    const seen = new Set([...violations, ...passes].flatMap(rule => rule.nodes.map(node => node.element)));
    return looks.filter(one => elements.get(one)?.some(element => seen.has(element)));
  }};
  const judged = looks.length ? await look(({LOOKS})(page)) : [];
  if (parts.length) {{
    const elements = ({PARTS})();
    const options = {{runOnly: {{type: 'tag', values: tags}}, resultTypes: ['violations']}};
    const include = parts.flatMap(one => some(elements.get(one) ?? [document.documentElement]));
    const without = {{rules: {{'{CONTRAST}': {{enabled: false}}}}}};
    // What a bar that stays in sight covers is a matter of how far somebody has scrolled, and scrolls free.
    const pinned = [...document.querySelectorAll('*')].filter(one => getComputedStyle(one).position === 'sticky');
    pinned.forEach(one => one.style.position = 'static');
    (await axe.run({{include}}, {{...options, ...without}})).violations.forEach(tell);
    pinned.forEach(one => one.style.position = '');
  }}
  return {{wrong, judged}};
}}"""


@dataclass(frozen=True)
class Verdict:
    """What axe says: the name and the words of each broken rule, and the looks whose contrast it could judge."""

    wrong: list[tuple[str, str]] = field(default_factory=list)
    judged: list[str] = field(default_factory=list)


def judge(page: Page, name: str, *, looks: Collection[str], parts: Collection[str]) -> Verdict:
    """Apply the rule of contrast to what has one of the looks, and all other rules to the parts."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(SOURCE)
    wanted: dict[str, Any] = {"page": name, "looks": sorted(looks), "parts": sorted(parts), "tags": RULES}
    found = page.evaluate(RUN, wanted)
    return Verdict([(rule, text) for rule, text in found["wrong"]], found["judged"])
