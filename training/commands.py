"""Every command of the command line."""

from flask.cli import AppGroup

from training.accounts.commands import set_up
from training.administration.commands import people
from training.campaigns.commands import campaigns
from training.demonstration.commands import demo
from training.jobs.commands import worker
from training.ledger.commands import ledger
from training.mail.commands import mail
from training.operations import state
from training.operations.commands import backup, restore
from training.reminders.commands import reminders
from training.studio.commands import bank
from training.studio.notice_commands import notice


def register(commands: AppGroup) -> None:
    """Add the commands to a group."""
    commands.add_command(state.upgrading(set_up))
    commands.add_command(backup)
    commands.add_command(restore)
    commands.add_command(state.guarded(bank, except_for={"check"}))
    commands.add_command(state.guarded(campaigns))
    commands.add_command(state.guarded(demo, except_for={"prepare"}))
    commands.add_command(state.guarded(ledger, except_for={"new-key"}))
    commands.add_command(state.guarded(mail))
    commands.add_command(state.guarded(people))
    commands.add_command(state.guarded(reminders))
    commands.add_command(state.guarded(worker))
    commands.add_command(notice)
