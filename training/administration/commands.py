"""`flask people import FILE`: the same plan and the same brake as on the page."""

from collections import defaultdict
from collections.abc import Callable, Sequence
from typing import BinaryIO

import click
from flask import current_app
from flask.cli import AppGroup
from flask_babel import force_locale, gettext, ngettext

from training import dates, transaction
from training.administration.importing import applying, keeping, queries, words
from training.administration.importing.applying import PlanOutdated
from training.administration.importing.decoding import LARGEST
from training.administration.importing.plan import Confirmation, Entry, Plan
from training.administration.importing.problems import UnreadableFile
from training.administration.importing.words import LineShown
from training.administration.importing.world import Options
from training.administration.retention import queries as leavers
from training.administration.retention import rules, service
from training.errors import DomainError, FieldError
from training.formatting import calendar_day
from training.models import LineGroup
from training.pseudonyms import pseudonym

people = AppGroup("people", help="People, teams and managers.")


@people.command("import")
@click.argument("file", type=click.File("rb"))
@click.option("--dry-run", is_flag=True, help="Tell what would change, line by line, and write nothing.")
@click.option("--everybody", is_flag=True, help="The file lists everybody: who is missing has left.")
@click.option("--no-new-teams", is_flag=True, help="Teams that are not known are errors.")
@click.option("--no-managers", is_flag=True, help="Leave the column of managers out.")
@click.option("--leave-out-errors", is_flag=True, help="Import the other lines although some have errors.")
@click.option("--deactivate", type=int, default=None, help="How many people will be deactivated, where these are many.")
@click.option("--reason", default="", help="Why so many people leave; kept in the ledger.")
def import_file(file: BinaryIO, *, dry_run: bool, leave_out_errors: bool, deactivate: int | None, reason: str,
                **choices: bool) -> None:  # fmt: skip
    """Import people from a CSV file (- for standard input); status 1 when it has errors or is refused."""
    data = file.read(LARGEST + 1)
    with force_locale(current_app.config["BABEL_DEFAULT_LOCALE"]):
        try:
            source = keeping.read_file(data)
        except UnreadableFile as bad:
            raise click.ClickException("\n".join(map(words.sentence, bad.problems))) from bad
        options = Options(
            keeping.today(), choices["everybody"], not choices["no_new_teams"], not choices["no_managers"]
        )
        world = queries.load_world()
        plan = keeping.make_plan(source.lines, world, options)
        has_errors = bool(plan.counts[LineGroup.ERROR])
        _tell(plan, source.unused, line_by_line=dry_run)
        if dry_run:
            raise SystemExit(1 if has_errors else 0)
        if has_errors and not leave_out_errors:
            raise click.ClickException(
                gettext("Nothing was imported. Correct the lines, or leave them out with --leave-out-errors.")
            )
        confirmation = Confirmation(deactivate, reason)
        _apply(plan, lambda: applying.apply_at_once(plan, world, source, options, confirmation))


@people.command("pseudonymise")
@click.option("--dry-run", is_flag=True, help="Tell who would be pseudonymised now, and change nothing.")
def pseudonymise(*, dry_run: bool) -> None:
    """Erase the names of leavers whose retention has ended; the worker does so by itself every half hour."""
    with force_locale(current_app.config["BABEL_DEFAULT_LOCALE"]):
        retention = rules.find()
        if retention is None:
            click.echo(gettext("No time is set: leavers keep their names, and nobody is pseudonymised."))
        elif dry_run:
            due = leavers.list_due(retention, dates.today())
            for person_id, left_at in due:
                click.echo(f"  {pseudonym(person_id)}  {calendar_day(dates.day_of(left_at))}")
            click.echo(
                ngettext("%(num)d person would be pseudonymised.", "%(num)d people would be pseudonymised.", len(due))
            )
        else:
            number = service.pseudonymise()
            click.echo(ngettext("%(num)d person was pseudonymised.", "%(num)d people were pseudonymised.", number))


def _apply(plan: Plan, work: Callable[[], object]) -> None:
    try:
        transaction.run(work)
    except PlanOutdated as error:
        raise click.ClickException(
            gettext("People or teams have changed at this moment. Nothing was imported; run the command again.")
        ) from error
    except FieldError as error:
        told = gettext(
            "More than a tenth of all people would be deactivated. If that is right, add"
            " --deactivate %(num)d and --reason with why they leave.",
            num=plan.leavers,
        )
        raise click.ClickException(told) from error
    except DomainError as error:
        raise click.ClickException(str(error.message)) from error
    click.echo(gettext("The import was applied."))


def _tell(plan: Plan, unused: Sequence[str], *, line_by_line: bool = False) -> None:
    if unused:
        click.echo(words.unused_columns(unused), err=True)
    if plan.counts[LineGroup.JOINER] and leavers.has_pseudonymised():
        click.echo(words.may_return_as_new(), err=True)
    told: defaultdict[str, list[Entry]] = defaultdict(list)
    for entry in plan.entries:
        told[entry.group].append(entry)
    for group, name in words.GROUPS.items():
        if told[group]:
            click.echo(f"{name}: {len(told[group])}")
        if group == LineGroup.ERROR or (line_by_line and group != LineGroup.UNCHANGED):
            for entry in told[group]:
                click.echo(_line(words.entry_shown(entry)), err=group == LineGroup.ERROR)


def _line(shown: LineShown) -> str:
    place = f"{shown.line}: " if shown.line else ""
    told = [f"{field} {before or '–'} → {after or '–'}" for field, before, after in shown.changes]
    return f"  {place}{shown.title}  " + "; ".join(filter(None, [shown.note, *told, *shown.problems]))
