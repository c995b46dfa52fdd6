"""What is declared about people agrees with the tables: no column that names somebody can be forgotten."""

import pytest
from sqlalchemy import Column, Enum, LargeBinary, String, Table

from training.models import Base, User
from training.models.base import AppendOnly
from training.personal import TABLES, Fate


def names_somebody(column: Column[object]) -> bool:
    """Tell whether a column leads to a person: by a foreign key of its own, or of the row that it is part of."""
    leads = {key.column.table.name for key in column.foreign_keys}
    is_own = column.table.name == User.__tablename__ and column.primary_key
    return is_own or User.__tablename__ in leads or column.name == "person_id"


def is_text(column: Column[object]) -> bool:
    return isinstance(column.type, String | LargeBinary) and not isinstance(column.type, Enum)


@pytest.mark.parametrize("table", Base.metadata.sorted_tables, ids=lambda table: str(table.name))
def test_every_column_that_names_somebody_or_holds_text_is_declared(table: Table) -> None:
    people = {column.name for column in table.c if names_somebody(column)}
    texts = {column.name for column in table.c if is_text(column)}
    declared = TABLES.get(table.name)
    assert people == set(declared.people if declared else ()), f"who is named in {table.name}?"
    assert texts == {*(declared.words if declared else ()), *(declared.plain if declared else ())}, (
        f"what do the texts of {table.name} say of people, and what becomes of them when the person has left?"
    )


def test_nothing_is_declared_that_is_not_there() -> None:
    tables = Base.metadata.tables
    assert TABLES.keys() <= tables.keys()
    for name, declared in TABLES.items():
        told = {column for each in declared.people.values() for column in each.columns}
        assert told <= set(tables[name].c.keys()), name


def test_words_that_stay_say_why_and_rows_that_go_leave_no_words() -> None:
    for name, declared in TABLES.items():
        for column, words in declared.words.items():
            assert bool(words.why) == (words.fate is Fate.STAYS), f"{name}.{column}"
            assert (words.fate is Fate.GOES) == (declared.rows is Fate.GOES), f"{name}.{column}"


def test_only_words_are_taken_from_rows_that_are_proof() -> None:
    """Rows that are only ever added may lose words of a person who has left, but never go."""
    added_only = {
        str(mapper.local_table.description) for mapper in Base.registry.mappers if issubclass(mapper.class_, AppendOnly)
    }
    assert not {name for name, declared in TABLES.items() if declared.rows is Fate.GOES} & added_only


def test_each_way_of_telling_has_a_name_of_its_own() -> None:
    names = [told.name for declared in TABLES.values() for told in declared.people.values()]
    assert len(names) == len(set(names))
