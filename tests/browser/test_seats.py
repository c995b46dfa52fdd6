"""Visitors take browsers in turn, and none finds anything of the one before."""

from tests.browser.conftest import NewVisitor

LEAVE = """() => {
  localStorage.setItem('left', '1');
  sessionStorage.setItem('left', '1');
  document.cookie = 'left=1';
  window.name = 'left';
}"""
FOUND = "() => [localStorage.length, sessionStorage.length, document.cookie, window.name, history.length]"


def test_nothing_is_left_of_the_visitor_before(visit: NewVisitor) -> None:
    before, _another = visit(), visit()
    before.open("/sign-in")
    before.page.evaluate(LEAVE)
    before.open("/invitation")
    assert before.page.evaluate(FOUND) == [1, 1, "left=1", "left", 3]
    before.close()
    after = visit()
    assert after.page is before.page
    assert after.page.context.cookies() == []
    after.open("/sign-in")
    assert after.page.evaluate(FOUND) == [0, 0, "", "", 2]
