"""The command line: commands, options and their values."""

import argparse
import gc
import math
import re
import sys
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from datetime import date
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from analytics.clock import FIRST_DAY
from analytics.toml_table import MAX_NUMBER
from dashboard.text import terminal
from dashboard.text.shapes import words

COMMANDS, OPTIONS = words("commands"), words("options")
LAST_YEAR = 2100
_NOT_UTF_8 = re.compile(r"[\ud800-\udfff]")
LOWEST_PORT, HIGHEST_PORT = 1, 65535


class _Command(NamedTuple):
    """A command: its module, function and options, and the dataclass of its arguments if it has one."""

    module: str
    function: str
    add_options: Callable[[argparse.ArgumentParser], None] = lambda _: None
    arguments: str = ""

    def run(self, **options: object) -> int:
        """Import the command's module and run it."""
        gc.disable()
        module = import_module(f"dashboard.cli.{self.module}")
        gc.freeze()  # it stays to the end: to look for garbage in it takes a tenth of a short command
        gc.enable()
        function = getattr(module, self.function)
        return int(function(getattr(module, self.arguments)(**options)) if self.arguments else function(**options))


def parse(arguments: Sequence[str] | None = None) -> Callable[[], int]:
    """Return the command with its arguments bound, whose call returns the exit code; by default, the help."""
    given = (sys.argv[1:] if arguments is None else arguments) or ["--help"]
    top = parser(given)
    options = vars(top.parse_args(given))
    files = {*map(str, options.get("files", ()))}  # whose names are only shown
    for text in given:
        if text not in files and _NOT_UTF_8.search(text):
            top.error(terminal.NOT_UTF_8.format(value=text))
    return partial(options.pop("run"), **options)


def parser(named: Collection[str] = tuple(COMMANDS)) -> argparse.ArgumentParser:
    """Return the parser, with the options of the `named` commands, each stored under its command's parameter."""
    top = argparse.ArgumentParser(prog="cutscore", description=terminal.DESCRIPTION, argument_default=argparse.SUPPRESS)
    _add(top, "--db", type=Path, metavar="F")
    commands = top.add_subparsers(required=True, metavar="COMMAND")
    for name, about in COMMANDS.items():
        command = commands.add_parser(name, help=about, description=about, argument_default=argparse.SUPPRESS)
        _add(command, "--db", type=Path, metavar="F", about="sample-db" if name == "sample" else "db")
        one = _COMMANDS[name]
        command.set_defaults(run=one.run)
        if name in named:
            one.add_options(command)
    return top


def _add(command: argparse._ActionsContainer, name: str, *, about: str = "", **options: Any) -> None:
    command.add_argument(name, help=OPTIONS[about or name.removeprefix("--")], **options)


class _Formats:
    """The formats of `--as`, loaded only when they are used or listed."""

    def __iter__(self) -> Iterator[str]:
        from analytics.ingest.other_files import FORMATS  # noqa: PLC0415

        return iter(FORMATS)


def _add_import(command: argparse.ArgumentParser) -> None:
    from analytics.ingest.file_mapping import DateOrder  # noqa: PLC0415  (imports all readers)
    from analytics.ingest.mapping.targets import TABLES  # noqa: PLC0415

    _add(command, "files", nargs="+", type=Path, metavar="FILE")
    _add(command, "--exam", metavar="CODE|FILE.toml")
    _add(command, "--as", dest="as_format", choices=_Formats(), metavar="FORMAT")
    _add(command, "--zone", type=_zone)
    _add(command, "--date-order", choices=tuple(map(str, DateOrder)))
    _add(command, "--kind", choices=tuple(TABLES), metavar="KIND")
    _add(command, "--study", action="append", type=_name, metavar="NAME")
    _add(command, "--person", type=_name, metavar="NAME")
    _add(command, "--taken-on", type=_day, metavar="DATE")
    _add(command, "--map", type=Path, metavar="FILE.toml")
    _add(command, "--yes", action="store_true", dest="is_yes")
    _add(command, "--dry-run", action="store_true", dest="is_dry_run")
    _add(command, "--json", action="store_true", dest="is_json")


def _add_readiness(command: argparse.ArgumentParser) -> None:
    _add(command, "--exam", metavar="CODE|FILE.toml")
    who = command.add_mutually_exclusive_group()
    _add(who, "--candidate", metavar="NAME")
    _add(who, "--all", action="store_true", dest="is_for_all")
    _add(command, "--as-of", type=_day, metavar="DATE")
    _add(command, "--exam-on", type=_day, metavar="DATE")
    _add(command, "--format", choices=("text", "json", "jsonl"), dest="output_format")
    for name in ("fee", "week-cost", "fail-cost"):
        _add(command, f"--{name}", type=_amount, metavar="N")
    _add(command, "--deadline", type=_day, metavar="DATE")
    _add(command, "--on", choices=("dask",), dest="cluster")
    _add(command, "--scheduler", metavar="ADDRESS")


def _add_report(command: argparse.ArgumentParser) -> None:
    _add(command, "--exam", metavar="CODE|FILE.toml")
    _add(command, "--candidate", metavar="NAME")
    _add(command, "--as-of", type=_day, metavar="DATE")
    _add(command, "--format", choices=("text", "json", "html"), dest="output_format")
    _add(command, "--out", type=Path, metavar="FILE")


def _add_dashboard(command: argparse.ArgumentParser) -> None:
    _add(command, "--port", type=_port, metavar="N")
    _add(command, "--no-browser", action="store_false", dest="is_browser_opened")
    _add(command, "--no-token", action="store_false", dest="is_token_needed")
    _add(command, "--read-only", action="store_true", dest="is_read_only")
    _add(command, "--hide-names", action="store_true", dest="are_names_hidden")


def _add_restore(command: argparse.ArgumentParser) -> None:
    _add(command, "file", type=Path, nargs="?", default=None, metavar="FILE", about="restore")
    _add(command, "--dry-run", action="store_true", dest="is_dry_run", about="preview")


def _add_export(command: argparse.ArgumentParser) -> None:
    _add(command, "folder", type=Path, metavar="DIR", about="export")
    _add(command, "--format", choices=("csv", "parquet"), dest="output_format", about="export-format")


_add_backup = partial(_add, name="file", type=Path, metavar="FILE", about="backup")
_add_undo = partial(_add, name="batch", type=int, nargs="?", default=None, metavar="BATCH")


def _invalid(kind: str, text: str, form: str) -> argparse.ArgumentTypeError:
    return argparse.ArgumentTypeError(terminal.NOT_VALID.format(value=text, what=kind, example=form))


def _day(text: str) -> date:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise _invalid("date", text, "the form 2026-03-01") from None
    if FIRST_DAY.year <= day.year <= LAST_YEAR:
        return day
    raise argparse.ArgumentTypeError(terminal.OUTSIDE_YEARS.format(value=text, first=FIRST_DAY.year, last=LAST_YEAR))


def _name(text: str) -> str:
    from analytics.ingest.mapping.map_file import MAX_TEXT_CHARS  # noqa: PLC0415  (imports all readers)

    if not text.strip() or len(text) > MAX_TEXT_CHARS:
        raise _invalid("name", text[:MAX_TEXT_CHARS], f"1 to {MAX_TEXT_CHARS} characters")
    return text


def _port(text: str) -> int:
    if not (text.isascii() and text.isdecimal() and LOWEST_PORT <= int(text[:6]) <= HIGHEST_PORT):
        raise _invalid("port", text, f"a number from {LOWEST_PORT} to {HIGHEST_PORT}")
    return int(text)


def _amount(text: str) -> float:
    try:
        amount = float(text)
    except ValueError:
        amount = math.nan
    if not 0 <= amount <= MAX_NUMBER:
        raise _invalid("amount", text, f"a number from 0 to {MAX_NUMBER:,}")
    return amount


def _zone(text: str) -> str:
    try:
        return ZoneInfo(text).key
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise _invalid("time zone", text, "a name such as Europe/Berlin") from None


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
