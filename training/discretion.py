"""Failures of the database are logged; what people answered or typed, which the failure may be about, is not."""

from sqlalchemy import Engine, ExceptionContext, event


def install(engine: Engine) -> None:
    """Keep the values of rows out of what errors of an engine say; `hide_parameters` keeps those of statements out."""
    event.listen(engine, "handle_error", _leave_out_values)


def _leave_out_values(context: ExceptionContext) -> None:
    # PostgreSQL repeats the whole row that broke a rule, or the value that is there twice.
    error, wrapped = context.original_exception, context.sqlalchemy_exception
    plain = getattr(getattr(error, "diag", None), "message_primary", None)
    if plain is None or wrapped is None:
        return
    wrapped.args = (wrapped.args[0].replace(str(error), plain),)
    error.args = (plain,)
