"""A column of an import gives and takes tags, and undoing it gives them back."""

import json
import uuid

from flask import Flask
from sqlalchemy import select

from tests.factories.imports import actions, imported, people_of
from tests.factories.maker import Maker
from tests.integration.administration.test_plan_import import upload
from tests.support.client import PageClient
from training.administration import service
from training.administration.importing import undoing
from training.administration.importing.queries import get_import
from training.extensions import db
from training.models import PersonTag, Tag, User

HEAD = "社員番号,氏名,タグ\n"


def tag(make: Maker, name: str, *people: User) -> Tag:
    def work() -> Tag:
        made = service.add_tag(name, None, None)
        service.give_tag(made.id, [person.id for person in people], None)
        return made

    return make.run(work)


def tags_of(app: Flask) -> dict[str, str]:
    return {number: person.tags.replace("\n", "+") for number, person in people_of(app).items()}


def counts_of(make: Maker, import_id: uuid.UUID) -> dict[str, int]:
    counts = json.loads(make.run(lambda: get_import(import_id).counts))
    return {group: number for group, number in counts.items() if number and group != "present"}


def test_tags_come_and_go_by_the_column_and_by_undoing(app: Flask, make: Maker) -> None:
    people = [make.person(f"社員 {number}", employee_number=str(number)) for number in (1, 2, 3)]
    tag(make, "カード情報")
    tag(make, "在宅", *people)
    rows = ("1,社員 1,在宅、ｶｰﾄﾞ情報", "2,社員 2,なし", "3,社員 3,", "4,新入 社員,カード情報", "5,不明 者,出張")
    import_id = imported(make, *rows, head=HEAD)
    assert tags_of(app) == {"1": "カード情報+在宅", "2": "", "3": "在宅", "4": "カード情報"}
    assert counts_of(make, import_id) == {"changed": 2, "error": 1, "joiner": 1, "unchanged": 1}
    made = [name for name in actions(app) if "tagged" in name]
    assert made == ["person.tagged"] * 5 + ["person.untagged"], "each change, and no other"
    assert "person.changed" not in actions(app)
    assert counts_of(make, imported(make, *rows[:4], head=HEAD)) == {"unchanged": 4}
    make.run(lambda: undoing.undo(import_id, None))
    assert tags_of(app) == {"1": "在宅", "2": "在宅", "3": "在宅"}


def test_undoing_gives_no_tag_back_that_was_removed(app: Flask, make: Maker) -> None:
    person = make.person("社員 1", employee_number="1")
    home = tag(make, "在宅", person)
    import_id = imported(make, "1,社員 1,none", head=HEAD)
    make.run(lambda: service.remove_tag(home.id, None))
    make.run(lambda: undoing.undo(import_id, None))
    with app.app_context():
        assert db.session.scalars(select(PersonTag.person_id)).all() == []


def test_the_plan_tells_tags_and_names_those_that_do_not_exist(
    client: PageClient, administrator: User, make: Maker, locale: str
) -> None:
    tag(make, "カード情報")
    tag(make, "在宅", make.person("社員 1", employee_number="1"))
    data = f"{HEAD}1,社員 1,カード情報;在宅\n2,新入 社員,出張\n".encode()
    client.get(address := upload(client.sign_in(administrator, locale), data))
    assert "出張" in client.page.text("[aria-labelledby=lines]")
    told = client.get(f"{address}?group=changed").text("[aria-labelledby=lines]")
    assert {"ja": "カード情報、在宅", "en": "カード情報, 在宅"}[locale] in told
