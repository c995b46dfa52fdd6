"""Imports of people from lines of a file."""

import uuid
from typing import Any

from flask import Flask
from sqlalchemy import func, select

from tests.factories.maker import Maker
from training.administration.importing import applying, keeping, queries
from training.administration.importing.plan import Confirmation
from training.administration.importing.world import Options, Person
from training.extensions import db
from training.models import (
    AuditEvent,
    Base,
)

HEAD = "社員番号,氏名,メールアドレス,部署,上長,雇用区分,入社日,退職日,休職開始日,休職終了日\n"
NEW = "101,新入 太郎,taro@kyokun.example,本社/営業部,100,正社員,2026/4/1,,,"
HEAD_OF_SALES = "100,営業 部長,,本社/営業部,,役員,,,,"


def planned(make: Maker, *rows: str, head: str = HEAD, **chosen: Any) -> uuid.UUID:
    """Keep the plan of these lines and return its id."""
    data = (head + "\n".join(rows)).encode()
    source = keeping.read_file(data)

    def work() -> uuid.UUID:
        options = Options(keeping.today(), **chosen)
        plan = keeping.make_plan(source.lines, queries.load_world(), options)
        return keeping.keep(plan, source, options).id

    return make.run(work)


def apply(make: Maker, import_id: uuid.UUID, confirmation: Confirmation = Confirmation()) -> None:  # noqa: B008
    seen = seen_plan(make, import_id)
    make.run(lambda: applying.apply(import_id, None, confirmation, seen))


def seen_plan(make: Maker, import_id: uuid.UUID) -> str:
    """Return the digest of the plan that somebody who opens the page now would see."""
    return make.run(lambda: queries.get_import(import_id).plan_sha256)


def imported(make: Maker, *rows: str, **chosen: Any) -> uuid.UUID:
    import_id = planned(make, *rows, **chosen)
    apply(make, import_id, Confirmation(sum_of_leavers(make, import_id), "a reason"))
    return import_id


def sum_of_leavers(make: Maker, import_id: uuid.UUID) -> int:
    return make.run(lambda: keeping.counts_of(queries.get_import(import_id))["leaver"])


def people_of(app: Flask) -> dict[str, Person]:
    with app.app_context():
        world = queries.load_world()
        db.session.rollback()
    return {person.employee_number or person.email: person for person in world.people}


def number_of(app: Flask, model: type[Base]) -> int:
    with app.app_context():
        return db.session.scalar(select(func.count()).select_from(model)) or 0


def actions(app: Flask) -> list[str]:
    with app.app_context():
        return sorted(db.session.scalars(select(AuditEvent.action)))
