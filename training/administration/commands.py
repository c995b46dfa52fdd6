"""`flask people import FILE`: the same plan and the same brake as on the page."""

import json
from collections.abc import Sequence
from typing import BinaryIO

import click
from flask import current_app
from flask.cli import AppGroup
from flask_babel import force_locale, gettext

from training import transaction
from training.administration.importing import applying, keeping, queries, words
from training.administration.importing.applying import PlanOutdated
from training.administration.importing.decoding import LARGEST
from training.administration.importing.keeping import Source
from training.administration.importing.plan import Confirmation, Plan
from training.administration.importing.problems import UnreadableFile
from training.administration.importing.words import LineShown
from training.administration.importing.world import Options
from training.errors import DomainError, FieldError
from training.models import LineGroup

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
        plan = keeping.make_plan(source.read, queries.load_world(), options)
        has_errors = bool(plan.counts[LineGroup.ERROR])
        _tell(plan, source.unused, line_by_line=dry_run)
        if dry_run:
            raise SystemExit(1 if has_errors else 0)
        if has_errors and not leave_out_errors:
            raise click.ClickException(
                gettext("Nothing was imported. Correct the lines, or leave them out with --leave-out-errors.")
            )
        _apply(plan, source, options, Confirmation(deactivate, reason))


def _apply(plan: Plan, source: Source, options: Options, confirmation: Confirmation) -> None:
    def work() -> None:
        row = keeping.keep(plan, source, options)
        applying.apply(row.id, None, confirmation)

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
    for group, name in words.GROUPS.items():
        number = plan.counts[LineGroup(group)]
        if number:
            click.echo(f"{name}: {number}")
        told = line_by_line and group != LineGroup.UNCHANGED
        for entry in plan.entries if number and (told or group == LineGroup.ERROR) else ():
            if entry.group == group:
                shown = words.line_shown(_Kept(entry.line, entry.title, entry.person_id, json.dumps(entry.told())))
                click.echo(_line(shown), err=entry.group is LineGroup.ERROR)


class _Kept:
    def __init__(self, line: int | None, title: str, person_id: object, told: str) -> None:
        self.line, self.title, self.person_id, self.told = line, title, person_id, told


def _line(shown: LineShown) -> str:
    place = f"{shown.line}: " if shown.line else ""
    told = [f"{field} {before or '–'} → {after or '–'}" for field, before, after in shown.changes]
    return f"  {place}{shown.title}  " + "; ".join(filter(None, [shown.note, *told, *shown.problems]))
