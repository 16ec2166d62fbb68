"""The command line's parser: commands, options and the values they take."""

import argparse
import math
import sys
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from datetime import date
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from analytics.clock import FIRST_DAY
from dashboard.text import command_help, terminal

LAST_YEAR = 2100
LOWEST_PORT, HIGHEST_PORT = 1, 65535


def _option(command: argparse._ActionsContainer, flag: str, **options: Any) -> None:
    """Add an option, whose help stands under its name."""
    command.add_argument(flag, help=command_help.OPTIONS[flag.lstrip("-").replace("-", "_")], **options)


def _no_options(_command: argparse.ArgumentParser) -> None:
    """Add nothing."""


class _Command(NamedTuple):
    """A command: its module, its function, and the dataclass of its arguments if it has one."""

    module: str
    function: str
    add_options: Callable[[argparse.ArgumentParser], None] = _no_options
    arguments: str = ""

    def run(self, **options: object) -> int:
        """Run the command; its module is imported only now."""
        module = import_module(f"dashboard.cli.{self.module}")
        function = getattr(module, self.function)
        return int(function(getattr(module, self.arguments)(**options)) if self.arguments else function(**options))


def parse(arguments: Sequence[str] | None = None) -> Callable[[], int]:
    """Return the command with its arguments bound; calling it returns the exit code."""
    words = sys.argv[1:] if arguments is None else arguments
    options = vars(parser(words).parse_args(words))
    return partial(options.pop("run"), **options)


def parser(named: Collection[str] = tuple(command_help.COMMANDS)) -> argparse.ArgumentParser:
    """Return the parser, with the options of the named commands.

    The destination of each option is a parameter of its command, which also has the default.
    """
    top = argparse.ArgumentParser(
        prog="cutscore", description=command_help.DESCRIPTION, argument_default=argparse.SUPPRESS
    )
    top.add_argument("--db", type=Path, metavar="F", help=command_help.OPTIONS["db"])
    commands = top.add_subparsers(required=True, metavar="COMMAND")
    for name, about in command_help.COMMANDS.items():
        command = commands.add_parser(name, help=about, description=about, argument_default=argparse.SUPPRESS)
        database = command_help.OPTIONS["sample_db" if name == "sample" else "db"]
        command.add_argument("--db", type=Path, metavar="F", help=database)
        one = _COMMANDS[name]
        command.set_defaults(run=one.run)
        if name in named:
            one.add_options(command)
    return top


class _Formats:
    """The formats of `--as`; their readers are loaded where one is named, or to list them."""

    def __iter__(self) -> Iterator[str]:
        from analytics.ingest.other_files import FORMATS  # noqa: PLC0415

        return iter(FORMATS)


def _add_import(command: argparse.ArgumentParser) -> None:
    from analytics.ingest.file_mapping import DateOrder  # noqa: PLC0415  (imports all readers)
    from analytics.ingest.mapping.columns import TABLES  # noqa: PLC0415

    command.add_argument("files", nargs="+", type=Path, metavar="FILE", help=command_help.OPTIONS["files"])
    _option(command, "--exam", metavar="CODE|FILE.toml")
    about_format = f"{command_help.OPTIONS['as']}: %(choices)s"
    command.add_argument("--as", dest="as_format", choices=_Formats(), metavar="FORMAT", help=about_format)
    _option(command, "--zone", type=_zone)
    _option(command, "--date-order", choices=tuple(map(str, DateOrder)))
    command.add_argument(
        "--kind", choices=tuple(TABLES), metavar="KIND", help=command_help.with_choices("kind", TABLES)
    )
    _option(command, "--study", action="append", type=_name, metavar="NAME")
    _option(command, "--person", type=_name, metavar="NAME")
    _option(command, "--taken-on", type=_day, metavar="DATE")
    _option(command, "--map", type=Path, metavar="FILE.toml")
    _option(command, "--yes", action="store_true", dest="is_yes")
    _option(command, "--dry-run", action="store_true", dest="is_dry_run")
    _option(command, "--json", action="store_true", dest="is_json")


def _add_readiness(command: argparse.ArgumentParser) -> None:
    _option(command, "--exam", metavar="CODE|FILE.toml")
    who = command.add_mutually_exclusive_group()
    _option(who, "--candidate", metavar="NAME")
    _option(who, "--all", action="store_true", dest="is_for_all")
    _option(command, "--as-of", type=_day, metavar="DATE")
    _option(command, "--exam-on", type=_day, metavar="DATE")
    _option(command, "--format", choices=("text", "json", "jsonl"), dest="output_format")
    for name in ("fee", "week-cost", "fail-cost"):
        _option(command, f"--{name}", type=_amount, metavar="N")
    _option(command, "--deadline", type=_day, metavar="DATE")
    _option(command, "--on", choices=("dask",), dest="cluster")
    _option(command, "--scheduler", metavar="ADDRESS")


def _add_report(command: argparse.ArgumentParser) -> None:
    _option(command, "--exam", metavar="CODE|FILE.toml")
    _option(command, "--candidate", metavar="NAME")
    _option(command, "--as-of", type=_day, metavar="DATE")
    _option(command, "--format", choices=("text", "json", "html"), dest="output_format")
    _option(command, "--out", type=Path, metavar="FILE")


def _add_dashboard(command: argparse.ArgumentParser) -> None:
    _option(command, "--port", type=_port, metavar="N")
    _option(command, "--no-browser", action="store_false", dest="is_browser_opened")
    _option(command, "--no-token", action="store_false", dest="is_token_needed")
    _option(command, "--read-only", action="store_true", dest="is_read_only")
    _option(command, "--hide-names", action="store_true", dest="are_names_hidden")


def _add_restore(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "file", type=Path, nargs="?", default=None, metavar="FILE", help=command_help.OPTIONS["restore"]
    )
    command.add_argument("--dry-run", action="store_true", dest="is_dry_run", help=command_help.OPTIONS["preview"])


def _add_export(command: argparse.ArgumentParser) -> None:
    command.add_argument("folder", type=Path, metavar="DIR", help=command_help.OPTIONS["export"])
    formats = ("csv", "parquet")
    command.add_argument("--format", choices=formats, dest="output_format", help=command_help.OPTIONS["export_format"])


def _add_backup(command: argparse.ArgumentParser) -> None:
    command.add_argument("file", type=Path, metavar="FILE", help=command_help.OPTIONS["backup"])


def _add_undo(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "batch", type=int, nargs="?", default=None, metavar="BATCH", help=command_help.OPTIONS["batch"]
    )


def _day(text: str) -> date:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(terminal.invalid_value("date", text, "the form 2026-03-01")) from None
    if not FIRST_DAY.year <= day.year <= LAST_YEAR:
        raise argparse.ArgumentTypeError(terminal.outside_years(text, FIRST_DAY.year, LAST_YEAR))
    return day


def _name(text: str) -> str:
    from analytics.ingest.mapping.map_file import MAX_TEXT_CHARS  # noqa: PLC0415  (imports all readers)

    if not text.strip() or len(text) > MAX_TEXT_CHARS:
        raise argparse.ArgumentTypeError(
            terminal.invalid_value("name", text[:MAX_TEXT_CHARS], f"1 to {MAX_TEXT_CHARS} characters")
        )
    return text


def _port(text: str) -> int:
    if not (text.isascii() and text.isdecimal() and LOWEST_PORT <= int(text[:6]) <= HIGHEST_PORT):
        raise argparse.ArgumentTypeError(
            terminal.invalid_value("port", text, f"a number from {LOWEST_PORT} to {HIGHEST_PORT}")
        )
    return int(text)


def _amount(text: str) -> float:
    try:
        amount = float(text)
    except ValueError:
        amount = math.nan
    if not (math.isfinite(amount) and amount >= 0):
        raise argparse.ArgumentTypeError(terminal.invalid_value("amount", text, "a number such as 300"))
    return amount


def _zone(text: str) -> str:
    try:
        ZoneInfo(text)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise argparse.ArgumentTypeError(
            terminal.invalid_value("time zone", text, "a name such as Europe/Berlin")
        ) from None
    return text


_COMMANDS: Mapping[str, _Command] = {
    "import": _Command("import_command", "run_import", _add_import, "ImportArguments"),
    "readiness": _Command("readiness_command", "run_readiness", _add_readiness, "ReadinessArguments"),
    "report": _Command("report_command", "run_report", _add_report),
    "dashboard": _Command("dashboard_commands", "run_dashboard", _add_dashboard, "DashboardArguments"),
    "sample": _Command("dashboard_commands", "run_sample"),
    "export": _Command("database_commands", "run_export", _add_export),
    "backup": _Command("database_commands", "run_backup", _add_backup),
    "restore": _Command("database_commands", "run_restore", _add_restore),
    "undo": _Command("database_commands", "run_undo", _add_undo),
    "check": _Command("database_commands", "run_check"),
}
