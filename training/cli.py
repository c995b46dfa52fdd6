"""The command line: `flask --app training ...`. Each feature keeps its commands in its own `commands.py`."""

import click
from flask import Flask
from flask.cli import AppGroup


class Commands(AppGroup):
    """The commands, loaded when somebody asks for one: the web pool never does, and they bring much with them."""

    is_loaded = False

    def list_commands(self, ctx: click.Context) -> list[str]:
        """List the names."""
        self._load()
        return super().list_commands(ctx)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return the command of a name, or None."""
        self._load()
        return super().get_command(ctx, cmd_name)

    def _load(self) -> None:
        if not self.is_loaded:
            from training.commands import register  # noqa: PLC0415  # see above

            register(self)
            self.is_loaded = True


def init_app(app: Flask) -> None:
    """Offer the commands."""
    commands = Commands(app.name)
    commands.commands.update(app.cli.commands)  # those of extensions, such as `flask db`
    app.cli = commands
