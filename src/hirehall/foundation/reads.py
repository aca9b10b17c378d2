"""Reads that are the same every time but for their values: Django writes their statement once a process.

Writing the SQL of a query set takes Django many times what it takes to run it, and the pages that everybody opens
ask the same few things each time. Such a read is a function from values to a query set::

    @kept
    def terms_of(contract_id: UUID) -> QuerySet[TermsVersion]:
        return TermsVersion.objects.filter(contract_id=contract_id).order_by("-number")

    terms_of(contract.id)        # a list of TermsVersion
    terms_of.first(contract.id)  # the first one, or None

What is kept is the statement, never an answer: each call asks the database (decision 0015).
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable, Iterator
from functools import cached_property, update_wrapper
from typing import Any, Generic, NoReturn, ParamSpec, TypeVar

from django.core.exceptions import ObjectDoesNotExist
from django.db import connection
from django.db.models import Field, ForeignKey, Lookup, QuerySet
from django.db.models.expressions import Expression
from django.db.models.query import FlatValuesListIterable, ModelIterable, RelatedPopulator, ValuesListIterable
from django.db.transaction import TransactionManagementError

Values = ParamSpec("Values")
Row = TypeVar("Row")


class Given:
    """Stands for a value that comes with the call, where the query set is written."""

    def __init__(self, name: str) -> None:
        self.name = name

    def resolve_expression(self, *args: Any, **kwargs: Any) -> _Place:
        """What Django asks of anything that a query set may be filtered by."""
        return _Place(self.name)

    def __bool__(self) -> NoReturn:
        raise TypeError(f"a kept read has one statement for every {self.name}: it cannot depend on it")


class _Place(Expression):
    """Where in the statement the value goes."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.name = name

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, Any]:
        return "%s", [self]


@ForeignKey.register_lookup
@Field.register_lookup
class AnyOf(Lookup):
    """``id__any_of=ids`` is ``id__in=ids`` with all of them in one parameter: one statement however many there are."""

    lookup_name = "any_of"

    def get_prep_lookup(self) -> Any:
        return self.rhs if hasattr(self.rhs, "resolve_expression") else list(self.rhs)

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, Any]:
        column, before = self.process_lhs(compiler, connection)
        values, given = self.process_rhs(compiler, connection)
        return f"{column} = ANY({values})", [*before, *given]


class Read(Generic[Values, Row]):
    """A kept read; call it with the values."""

    def __init__(self, rows_for: Callable[Values, QuerySet[Any, Row]]) -> None:
        update_wrapper(self, rows_for)
        self._rows_for: Callable[..., QuerySet[Any, Row]] = rows_for
        self._names = list(inspect.signature(rows_for).parameters)

    def __call__(self, *args: Values.args, **kwargs: Values.kwargs) -> list[Row]:
        return list(self._statement.rows(self._given(args, kwargs)))

    def first(self, *args: Values.args, **kwargs: Values.kwargs) -> Row | None:
        """The first row, or None. All that match are fetched: for what has one row, or a limit."""
        return next(self._statement.rows(self._given(args, kwargs)), None)

    def at_most(self, limit: int, *args: Values.args, **kwargs: Values.kwargs) -> list[Row]:
        """The first ``limit`` rows, of a read that has no limit of its own."""
        return list(self._statement.rows(self._given(args, kwargs), limit=limit))

    def one(self, *args: Values.args, **kwargs: Values.kwargs) -> Row:
        """The first row, which the caller knows to be there.

        Raises:
            ObjectDoesNotExist: when it is not.
        """
        found = self.first(*args, **kwargs)
        if found is None:
            raise ObjectDoesNotExist(f"{self.__qualname__} found nothing")  # type: ignore[attr-defined]
        return found

    def _given(self, args: tuple[Any, ...], kwargs: dict[str, Any]) -> dict[str, Any]:
        return dict(zip(self._names, args, strict=False), **kwargs)

    @cached_property
    def _statement(self) -> _Statement:
        return _Statement(self._rows_for(*(Given(name) for name in self._names)))


def kept(rows_for: Callable[Values, QuerySet[Any, Row]]) -> Read[Values, Row]:
    """Keep the statement of the query set that ``rows_for`` makes of stand-ins for its values.

    The query set yields models, with those that ``select_related`` names, or ``values_list``. A value is sent as it
    is, several for ``any_of`` as a tuple or a list; None equals nothing, as in SQL.
    """
    return Read(rows_for)


class _Statement:
    """The SQL of a query set, and how its rows become what the query set would yield."""

    def __init__(self, found: QuerySet[Any, Any]) -> None:
        compiler = found.query.get_compiler(connection=connection)
        self._sql, self._parameters = compiler.as_sql()
        self._locks = found.query.select_for_update
        self._converters = list(
            compiler.get_converters([part[0] for part in compiler.select[: compiler.col_count]]).items()
        )
        self._yielded = _yielded(found, compiler)

    def rows(self, values: dict[str, Any], *, limit: int | None = None) -> Iterator[Any]:
        if self._locks and not connection.in_atomic_block:
            raise TransactionManagementError("rows are locked in a transaction")
        sql, sent = self._sql, [_sent(part, values) for part in self._parameters]
        if limit is not None:
            sql, sent = f"{sql} LIMIT %s", [*sent, limit]
        with connection.cursor() as cursor:
            cursor.execute(sql, sent)
            fetched = cursor.fetchall()
        return map(self._yielded, self._converted(fetched) if self._converters else fetched)

    def _converted(self, fetched: Iterable[tuple[Any, ...]]) -> Iterator[list[Any]]:
        for row in map(list, fetched):
            for place, (converters, expression) in self._converters:
                for converter in converters:
                    row[place] = converter(row[place], expression, connection)
            yield row


def _sent(part: Any, values: dict[str, Any]) -> Any:
    value = values[part.name] if part.__class__ is _Place else part
    return list(value) if value.__class__ is tuple else value  # the database knows tuples as rows


def _yielded(found: Any, compiler: Any) -> Callable[[Any], Any]:
    """How a row of columns becomes what the query set yields."""
    if found._prefetch_related_lookups:
        raise TypeError("a kept read is one statement: it cannot prefetch")
    kind = found._iterable_class
    if kind is ModelIterable:
        return _maker_of_models(compiler)
    if kind in (ValuesListIterable, FlatValuesListIterable):
        return tuple if kind is ValuesListIterable else lambda row: row[0]
    raise TypeError(f"a kept read yields models or values_list, not {kind.__name__}")


def _maker_of_models(compiler: Any) -> Callable[[Any], Any]:
    """What ``ModelIterable`` of Django does for each row, with everything prepared that is the same for all."""
    select, of_class, alias = compiler.select, compiler.klass_info, connection.alias
    model, places = of_class["model"], of_class["select_fields"]
    columns = slice(places[0], places[-1] + 1)
    names = [part[0].target.attname for part in select[columns]]
    populator: Any = RelatedPopulator  # its type is that of a later Django
    related = [populator(joined, select, alias) for joined in of_class.get("related_klass_infos", [])]
    annotated = list((compiler.annotation_col_map or {}).items())

    def make(row: Any) -> Any:
        made = model.from_db(alias, names, row[columns])
        for one in related:
            one.populate(row, made)
        for name, place in annotated:
            setattr(made, name, row[place])
        return made

    return make
