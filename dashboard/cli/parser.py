"""The command line's parser: commands, options and the values they take."""

import argparse
import math
import sys
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from datetime import date
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import NamedTuple
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from analytics.clock import FIRST_DAY
from dashboard.text import command_help, terminal

LAST_YEAR = 2100
LOWEST_PORT, HIGHEST_PORT = 1, 65535


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
    command.add_argument("--exam", metavar="CODE|FILE.toml", help=command_help.OPTIONS["exam"])
    about_format = f"{command_help.OPTIONS['as']}: %(choices)s"
    command.add_argument("--as", dest="as_format", choices=_Formats(), metavar="FORMAT", help=about_format)
    command.add_argument("--zone", type=_zone, help=command_help.OPTIONS["zone"])
    command.add_argument("--date-order", choices=tuple(map(str, DateOrder)), help=command_help.OPTIONS["date_order"])
    command.add_argument(
        "--kind", choices=tuple(TABLES), metavar="KIND", help=command_help.with_choices("kind", TABLES)
    )
    command.add_argument("--study", action="append", type=_name, metavar="NAME", help=command_help.OPTIONS["study"])
    command.add_argument("--person", type=_name, metavar="NAME", help=command_help.OPTIONS["person"])
    command.add_argument("--taken-on", type=_day, metavar="DATE", help=command_help.OPTIONS["taken_on"])
    command.add_argument("--map", type=Path, metavar="FILE.toml", help=command_help.OPTIONS["map"])
    command.add_argument("--yes", action="store_true", dest="is_yes", help=command_help.OPTIONS["yes"])
    command.add_argument("--dry-run", action="store_true", dest="is_dry_run", help=command_help.OPTIONS["dry_run"])
    command.add_argument("--json", action="store_true", dest="is_json", help=command_help.OPTIONS["json"])


def _add_readiness(command: argparse.ArgumentParser) -> None:
    command.add_argument("--exam", metavar="CODE|FILE.toml", help=command_help.OPTIONS["exam"])
    who = command.add_mutually_exclusive_group()
    who.add_argument("--candidate", metavar="NAME", help=command_help.OPTIONS["candidate"])
    who.add_argument("--all", action="store_true", dest="is_for_all", help=command_help.OPTIONS["all"])
    command.add_argument("--as-of", type=_day, metavar="DATE", help=command_help.OPTIONS["as_of"])
    command.add_argument("--exam-on", type=_day, metavar="DATE", help=command_help.OPTIONS["exam_on"])
    formats = ("text", "json", "jsonl")
    command.add_argument("--format", choices=formats, dest="output_format", help=command_help.OPTIONS["format"])
    for name in ("fee", "week-cost", "fail-cost"):
        command.add_argument(f"--{name}", type=_amount, metavar="N", help=command_help.OPTIONS[name])
    command.add_argument("--deadline", type=_day, metavar="DATE", help=command_help.OPTIONS["deadline"])
    command.add_argument("--on", choices=("dask",), dest="cluster", help=command_help.OPTIONS["on"])
    command.add_argument("--scheduler", metavar="ADDRESS", help=command_help.OPTIONS["scheduler"])


def _add_report(command: argparse.ArgumentParser) -> None:
    command.add_argument("--exam", metavar="CODE|FILE.toml", help=command_help.OPTIONS["exam"])
    command.add_argument("--candidate", metavar="NAME", help=command_help.OPTIONS["candidate"])
    command.add_argument("--as-of", type=_day, metavar="DATE", help=command_help.OPTIONS["as_of"])
    formats = ("text", "json", "html")
    command.add_argument("--format", choices=formats, dest="output_format", help=command_help.OPTIONS["format"])
    command.add_argument("--out", type=Path, metavar="FILE", help=command_help.OPTIONS["out"])


def _add_dashboard(command: argparse.ArgumentParser) -> None:
    command.add_argument("--port", type=_port, metavar="N", help=command_help.OPTIONS["port"])
    command.add_argument(
        "--no-browser", action="store_false", dest="is_browser_opened", help=command_help.OPTIONS["no_browser"]
    )
    command.add_argument(
        "--no-token", action="store_false", dest="is_token_needed", help=command_help.OPTIONS["no_token"]
    )
    command.add_argument(
        "--read-only", action="store_true", dest="is_read_only", help=command_help.OPTIONS["read_only"]
    )
    command.add_argument(
        "--hide-names", action="store_true", dest="are_names_hidden", help=command_help.OPTIONS["hide_names"]
    )


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
