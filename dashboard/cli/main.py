"""The `cutscore` command: what it can be asked, and how each command ends.

Results go to stdout, everything else to stderr. Exit 0 done, 1 done with problems that a person
must see, 2 could not run. Bad input is answered with a sentence.
"""

import argparse
import io
import math
import sys
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from analytics.errors import CutscoreError, ExitCode
from analytics.ingest.file_mapping import DateOrder
from analytics.ingest.files import FORMATS
from analytics.ingest.values.fields import FIRST_DAY
from dashboard.cli import commands
from dashboard.text import terminal

LAST_YEAR = 2100
LOWEST_PORT, HIGHEST_PORT = 1, 65535


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; give its exit code."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")  # a terminal that lacks a letter still gets the answer
    asked = _parser().parse_args(arguments)
    try:
        code: int = asked.run(asked)
        sys.stdout.flush()
        return code
    except CutscoreError as error:
        commands.say(str(error))
        return ExitCode.COULD_NOT_RUN
    except BrokenPipeError:
        sys.stderr.close()
        return ExitCode.DONE
    except OSError as error:
        commands.say(terminal.cannot_use(error))
        return ExitCode.COULD_NOT_RUN
    except KeyboardInterrupt:
        return ExitCode.COULD_NOT_RUN


def _parser() -> argparse.ArgumentParser:
    """Describe the commands."""
    parser = argparse.ArgumentParser(prog="cutscore", description=terminal.DESCRIPTION)
    subcommands = parser.add_subparsers(required=True, metavar="COMMAND")

    def command(name: str, run: Callable[[argparse.Namespace], int]) -> argparse.ArgumentParser:
        added = subcommands.add_parser(name, help=terminal.COMMANDS[name], description=terminal.COMMANDS[name])
        added.add_argument("--db", type=Path, metavar="F", help=terminal.OPTIONS["db"])
        added.set_defaults(run=run)
        return added

    _add_import(command("import", commands.run_import))
    _add_readiness(command("readiness", commands.run_readiness))
    _add_report(command("report", commands.run_report))
    board = command("dashboard", commands.run_dashboard)
    board.add_argument("--port", type=_port, metavar="N", help=terminal.OPTIONS["port"])
    board.add_argument("--no-browser", action="store_true", help=terminal.OPTIONS["no_browser"])
    command("sample", commands.run_sample)
    command("export", commands.run_export).add_argument("folder", type=Path, metavar="DIR")
    command("backup", commands.run_backup).add_argument("file", type=Path, metavar="FILE")
    restoring = command("restore", commands.run_restore)
    restoring.add_argument("file", type=Path, nargs="?", metavar="FILE", help=terminal.OPTIONS["backup"])
    restoring.add_argument("--dry-run", action="store_true", help=terminal.OPTIONS["preview"])
    command("undo", commands.run_undo).add_argument("batch", type=int, nargs="?", metavar="BATCH")
    command("check", commands.run_check)
    return parser


def _add_import(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("files", nargs="+", type=Path, metavar="FILE")
    parser.add_argument("--exam", metavar="CODE|FILE.toml", help=terminal.OPTIONS["exam"])
    parser.add_argument("--as", dest="as_format", choices=FORMATS, metavar="FORMAT", help=terminal.OPTIONS["as"])
    parser.add_argument("--zone", type=_zone, help=terminal.OPTIONS["zone"])
    parser.add_argument("--date-order", choices=tuple(map(str, DateOrder)), help=terminal.OPTIONS["date_order"])
    parser.add_argument("--map", type=Path, metavar="FILE.toml", help=terminal.OPTIONS["map"])
    parser.add_argument("--dry-run", action="store_true", help=terminal.OPTIONS["dry_run"])
    parser.add_argument("--json", action="store_true", help=terminal.OPTIONS["json"])


def _add_readiness(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--exam", metavar="CODE|FILE.toml", help=terminal.OPTIONS["exam"])
    who = parser.add_mutually_exclusive_group()
    who.add_argument("--candidate", metavar="NAME", help=terminal.OPTIONS["candidate"])
    who.add_argument("--all", action="store_true", help=terminal.OPTIONS["all"])
    parser.add_argument("--as-of", type=_day, metavar="DATE", help=terminal.OPTIONS["as_of"])
    parser.add_argument("--exam-on", type=_day, metavar="DATE", help=terminal.OPTIONS["exam_on"])
    parser.add_argument("--format", choices=("text", "json", "jsonl"), default="text")
    for name in ("fee", "week-cost", "fail-cost"):
        parser.add_argument(f"--{name}", type=_amount, metavar="N", help=terminal.OPTIONS[name])
    parser.add_argument("--deadline", type=_day, metavar="DATE", help=terminal.OPTIONS["deadline"])


def _add_report(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--candidate", metavar="NAME", help=terminal.OPTIONS["candidate"])
    parser.add_argument("--as-of", type=_day, metavar="DATE", help=terminal.OPTIONS["as_of"])
    parser.add_argument("--format", choices=("text", "json", "html"), default="text")
    parser.add_argument("--out", type=Path, metavar="FILE", help=terminal.OPTIONS["out"])


def _day(text: str) -> date:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(terminal.is_no("date", text, "it as 2026-03-01")) from None
    if not FIRST_DAY.year <= day.year <= LAST_YEAR:
        raise argparse.ArgumentTypeError(terminal.outside_years(text, FIRST_DAY.year, LAST_YEAR))
    return day


def _port(text: str) -> int:
    if not (text.isascii() and text.isdecimal() and LOWEST_PORT <= int(text[:6]) <= HIGHEST_PORT):
        raise argparse.ArgumentTypeError(terminal.is_no("port", text, f"a number from {LOWEST_PORT} to {HIGHEST_PORT}"))
    return int(text)


def _amount(text: str) -> float:
    try:
        amount = float(text)
    except ValueError:
        amount = math.nan
    if not (math.isfinite(amount) and amount >= 0):
        raise argparse.ArgumentTypeError(terminal.is_no("amount", text, "a number such as 300"))
    return amount


def _zone(text: str) -> str:
    try:
        ZoneInfo(text)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise argparse.ArgumentTypeError(terminal.is_no("time zone", text, "one such as Europe/Berlin")) from None
    return text
