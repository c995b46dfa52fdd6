"""Pages of lists whose rows have several columns, or that are already in memory."""

from collections.abc import Callable, Sequence
from typing import Any

from flask import abort, request
from flask_sqlalchemy.pagination import Pagination
from sqlalchemy import Select, func

from training.extensions import db

PER_PAGE = 25
_LONGEST_NUMBER = 6


class RowPagination(Pagination):
    """A page of rows; Flask-SQLAlchemy's own keeps only the first column."""

    def _query_items(self) -> list[Any]:
        statement: Select[Any] = self._query_args["statement"]
        return list(db.session.execute(statement.limit(self.per_page).offset(self._query_offset)))

    def _query_count(self) -> int:
        statement: Select[Any] = self._query_args["statement"]
        counting = statement.with_only_columns(func.count(), maintain_column_froms=True).order_by(None)
        return db.session.scalar(counting) or 0


class ListPagination(Pagination):
    """A page of a sequence."""

    def _query_items(self) -> list[Any]:
        return list(self._query_args["rows"][self._query_offset :][: self.per_page])

    def _query_count(self) -> int:
        return len(self._query_args["rows"])


class CountedPagination(Pagination):
    """A page of rows whose number is known beforehand."""

    def _query_items(self) -> list[Any]:
        return list(self._query_args["fetch"](self._query_offset, self.per_page))

    def _query_count(self) -> int:
        return int(self._query_args["number"])


def paginate(statement: Select[Any]) -> RowPagination:
    """Return the page of `statement` (not grouped) that `?page=` asks for; a page beyond the last is 404."""
    if len(request.args.get("page", "")) > _LONGEST_NUMBER:
        abort(404)  # a larger offset would not fit into the database's numbers
    return RowPagination(per_page=PER_PAGE, max_per_page=PER_PAGE, statement=statement)


def paginate_list(rows: Sequence[Any]) -> ListPagination:
    """Return the page of `rows` that `?page=` asks for; a page beyond the last is 404."""
    return ListPagination(per_page=PER_PAGE, max_per_page=PER_PAGE, rows=rows)


def paginate_counted(number: int, fetch: Callable[[int, int], Sequence[Any]]) -> CountedPagination:
    """Return the page that `?page=` asks for of so many rows, fetched by offset and limit; beyond the last is 404."""
    if len(request.args.get("page", "")) > _LONGEST_NUMBER:
        abort(404)
    return CountedPagination(per_page=PER_PAGE, max_per_page=PER_PAGE, number=number, fetch=fetch)
