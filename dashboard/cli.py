"""The `cutscore` command: the reports of the pages, for the terminal and for other programs.

Results go to stdout, everything else to stderr. Exit 0 done, 1 done with problems that a person
must see, 2 could not run. Bad input is answered with a sentence.
"""

import argparse
import io
import json
import math
import os
import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import UTC, date, timedelta
from itertools import chain
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from analytics.blueprint import ExamBlueprint
from analytics.blueprint_file import read_blueprint
from analytics.contract import import_json, readiness_json, week_json
from analytics.errors import CutscoreError, StoreMissingError, UnknownExamError
from analytics.exporting import export_files
from analytics.importing import Source, Told, import_files
from analytics.ingest.answers import NO_ANSWERS, Answers, DateOrder
from analytics.ingest.files import FORMATS
from analytics.ingest.map_file import read_map
from analytics.records import ME, StudyPlan
from analytics.reports.booking_costs import STANDARD_INPUTS, DecisionInputs
from analytics.reports.candidate_exam import (
    chosen_blueprint,
    chosen_candidate,
    known_blueprints,
    plan_of,
    read_candidate_exam,
)
from analytics.reports.forecast_record import forecast_record
from analytics.reports.freezing import forecasts_kept
from analytics.reports.readiness import Readiness, readiness, readiness_of_all
from analytics.reports.restore_preview import restore_preview
from analytics.reports.this_week import week_report
from analytics.store import Store
from dashboard import launch, places, weekly_html
from dashboard.sampling import load_sample
from dashboard.text import terminal

DONE, PROBLEMS, COULD_NOT_RUN = 0, 1, 2
FIRST_YEAR, LAST_YEAR = 1990, 2100
FIRST_PORT, LAST_PORT = 1, 65535
SAMPLE_STAYS_LIVE = timedelta(days=6)


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
        _say(str(error))
        return COULD_NOT_RUN
    except BrokenPipeError:
        sys.stderr.close()
        return DONE
    except OSError as error:
        _say(terminal.cannot_use(error))
        return COULD_NOT_RUN
    except KeyboardInterrupt:
        return COULD_NOT_RUN


def _say(sentence: str) -> None:
    """Tell the person, beside the results."""
    print(terminal.literal(sentence), file=sys.stderr)


def _store(asked: argparse.Namespace) -> Store:
    """Give the database that is meant; one that is not there is made by its first use."""
    return Store(asked.db or places.default_database())


def _held_store(asked: argparse.Namespace) -> Store:
    """Give the database that is meant, which must be there: a slip in its name makes no new one."""
    store = _store(asked)
    if not store.path.exists():
        raise StoreMissingError(store.path)
    return store


def _import(asked: argparse.Namespace) -> int:
    store = _store(asked)
    exam = _given_exam(store, asked.exam, is_kept=not asked.dry_run)
    zone, is_zone_given = _zone_of_import(store, asked.zone)
    told = Told(is_zone_given=is_zone_given, answers=_answers(asked), as_format=asked.as_format)
    today, now = places.today(), places.now()
    with forecasts_kept(store, made_at=now, today=today):
        report = import_files(
            store,
            [Source(path, os.fsencode(path).decode("utf-8", "replace")) for path in asked.files],
            today=today,
            made_at=now,
            zone=zone,
            blueprints={**known_blueprints(store), **({exam.code: exam} if exam else {})},
            exam_code=exam.code if exam else None,
            told=told,
            is_dry_run=asked.dry_run,
        )
    print(json.dumps(import_json(report)) if asked.json else terminal.import_report(report, asked.db))
    return report.exit_code


def _zone_of_import(store: Store, named: str | None) -> tuple[str, bool]:
    """Give the zone named, else a profile's, else the system's, and tell whether somebody has set it."""
    if named is not None:
        return named, True
    table = store.query("profiles")
    profiles: dict[str, str] = dict(zip(table.candidate_id, table.zone, strict=True))
    candidate = ME if ME in profiles else next(iter(profiles), None)
    if candidate is None:
        return places.system_zone(), False
    return profiles[candidate], store.is_day_rule_set(candidate)


def _answers(asked: argparse.Namespace) -> Answers:
    """Give what was answered about files of other programs: options before the file of answers."""
    given = NO_ANSWERS if asked.map is None else read_map(asked.map)
    order = None if asked.date_order is None else DateOrder(asked.date_order)
    return Answers(date_order=order, zone=asked.zone).over(given)


def _given_exam(store: Store, given: str | None, *, is_kept: bool = True) -> ExamBlueprint | None:
    """Give the exam named by code or by a file, which is kept in the store from then on."""
    if given is None:
        return None
    if given.endswith(".toml"):
        path = Path(given)
        blueprint = read_blueprint(path)
        if is_kept:
            store.save_blueprint(blueprint.code, path.read_text(encoding="utf-8-sig"))
        return blueprint
    known = known_blueprints(store)
    if given not in known:
        raise UnknownExamError(given, list(known))
    return known[given]


def _readiness(asked: argparse.Namespace) -> int:
    store = _held_store(asked)
    exam = _given_exam(store, asked.exam)
    as_of = asked.as_of or places.today()
    given = {
        "fee": asked.fee,
        "week_cost": asked.week_cost,
        "fail_cost": asked.fail_cost,
        "deadline": asked.deadline,
    }
    inputs = replace(STANDARD_INPUTS, **{name: value for name, value in given.items() if value is not None})
    if asked.exam_on is not None and asked.exam_on < as_of:
        _say(terminal.exam_day_has_passed(asked.exam_on, as_of))
    if asked.deadline is not None and asked.deadline < as_of:
        _say(terminal.deadline_has_passed(asked.deadline, as_of))
    if asked.all:
        return _readiness_of_all(store, exam, as_of, asked, inputs)
    candidate = chosen_candidate(store, asked.candidate)
    blueprint = exam or chosen_blueprint(store, None, candidate)
    plan = plan_of(store, candidate, blueprint.code)
    exam_on = asked.exam_on or (plan.exam_on if plan and plan.exam_on and plan.exam_on >= as_of else None)
    answer = readiness(store, blueprint, candidate, as_of, exam_on=exam_on, inputs=inputs)
    _print_readiness([answer], asked.format, is_list=False)
    return DONE


def _readiness_of_all(
    store: Store, exam: ExamBlueprint | None, as_of: date, asked: argparse.Namespace, inputs: DecisionInputs
) -> int:
    """Answer for every candidate and exam; say which exams have no blueprint."""
    code = DONE
    found: Iterable[Readiness] = ()
    known = known_blueprints(store)
    planned = {(plan.candidate_id, plan.exam_code): plan.exam_on for plan in store.records(StudyPlan)}
    sitting = store.query("candidates_by_exam")
    for exam_code in sorted(set(sitting.exam_code)):
        if exam is not None and exam.code != exam_code:
            continue
        if exam_code not in known:
            _say(str(UnknownExamError(exam_code, list(known))))
            code = PROBLEMS
            continue
        names = list(sitting.candidate_id[sitting.exam_code == exam_code])
        days = {name: asked.exam_on or planned.get((name, exam_code)) for name in names}
        answers = readiness_of_all(
            store,
            known[exam_code],
            names,
            as_of,
            exam_days={name: day for name, day in days.items() if day is not None and day >= as_of},
            inputs=inputs,
        )
        found = chain(found, answers)
    _print_readiness(found, asked.format, is_list=True)
    return code


def _print_readiness(answers: Iterable[Readiness], form: str, *, is_list: bool) -> None:
    """Write answers as text, as one JSON document, or as a line of JSON each."""
    if form == "json":
        documents = [readiness_json(answer) for answer in answers]
        print(json.dumps(documents if is_list else documents[0], indent=2))
        return
    for answer in answers:
        print(json.dumps(readiness_json(answer)) if form == "jsonl" else terminal.readiness(answer))


def _report(asked: argparse.Namespace) -> int:
    store = _held_store(asked)
    candidate = chosen_candidate(store, asked.candidate)
    blueprint = chosen_blueprint(store, None, candidate)
    known = read_candidate_exam(store, blueprint, candidate, asked.as_of or places.today())
    report = week_report(store, known)
    if asked.format == "json":
        text = json.dumps(week_json(report, forecast_record(store, known)), indent=2)
    else:
        text = weekly_html.page(report) if asked.format == "html" else terminal.week(report)
    if asked.out is None:
        print(text)
    else:
        asked.out.write_text(text + "\n", encoding="utf-8")
        _say(f"Written: {asked.out}")
    return DONE


def _dashboard(asked: argparse.Namespace) -> int:
    named = asked.db is not None or places.is_database_named()
    database = asked.db or places.default_database()
    is_empty = not Store(database).candidates()  # a file that cannot be used is named here, and not on the page
    sample = None
    if not named and is_empty:
        sample = places.sample_database()
        _load_sample_once(Store(sample))
    return launch.run_dashboard(database, sample=sample, port=asked.port, opens_browser=not asked.no_browser)


def _load_sample_once(store: Store) -> None:
    """Load the sample where it is not there, or is older than a week and so no longer live."""
    batches = store.batches()
    if batches and places.now() - batches[-1].made_at_utc.replace(tzinfo=UTC) < SAMPLE_STAYS_LIVE:
        return
    store.delete_everything()
    load_sample(store, today=places.today(), made_at=places.now())


def _sample(asked: argparse.Namespace) -> int:
    store = Store(asked.db or places.sample_database())
    report = load_sample(store, today=places.today(), made_at=places.now())
    print(terminal.import_report(report, store.path))
    _say(f"The sample is in {store.path}. See it with: cutscore dashboard --db {store.path}")
    return report.exit_code


def _export(asked: argparse.Namespace) -> int:
    for path in export_files(_held_store(asked), asked.folder):
        print(path)
    return DONE


def _backup(asked: argparse.Namespace) -> int:
    was_there = asked.file.exists()
    _held_store(asked).backup(asked.file)
    if was_there:
        _say(terminal.backup_was_replaced(asked.file))
    print(asked.file)
    return DONE


def _restore(asked: argparse.Namespace) -> int:
    store = _store(asked)
    if asked.file is None:
        print(terminal.backups(store.path, store.backups()))
        return DONE
    print(terminal.restore_preview(restore_preview(store, asked.file)))
    if asked.dry_run:
        return DONE
    replaced = store.restore(asked.file)
    _say("The backup is in place.")
    if replaced is not None:
        _say(f"What was there before is kept in {replaced}.")
    return DONE


def _undo(asked: argparse.Namespace) -> int:
    print(terminal.undone(_held_store(asked).undo(asked.batch)))
    return DONE


def _check(asked: argparse.Namespace) -> int:
    problems = _held_store(asked).check()
    for problem in problems:
        print(terminal.literal(problem))
    if not problems:
        print(terminal.SOUND)
    return PROBLEMS if problems else DONE


def _parser() -> argparse.ArgumentParser:
    """Describe the commands."""
    parser = argparse.ArgumentParser(prog="cutscore", description=terminal.DESCRIPTION)
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    def command(name: str, run: Callable[[argparse.Namespace], int]) -> argparse.ArgumentParser:
        added = commands.add_parser(name, help=terminal.COMMANDS[name], description=terminal.COMMANDS[name])
        added.add_argument("--db", type=Path, metavar="F", help=terminal.OPTIONS["db"])
        added.set_defaults(run=run)
        return added

    importing = command("import", _import)
    importing.add_argument("files", nargs="+", type=Path, metavar="FILE")
    importing.add_argument("--exam", metavar="CODE|FILE.toml", help=terminal.OPTIONS["exam"])
    importing.add_argument("--as", dest="as_format", choices=FORMATS, metavar="FORMAT", help=terminal.OPTIONS["as"])
    importing.add_argument("--zone", type=_zone, help=terminal.OPTIONS["zone"])
    importing.add_argument("--date-order", choices=tuple(map(str, DateOrder)), help=terminal.OPTIONS["date_order"])
    importing.add_argument("--map", type=Path, metavar="FILE.toml", help=terminal.OPTIONS["map"])
    importing.add_argument("--dry-run", action="store_true", help=terminal.OPTIONS["dry_run"])
    importing.add_argument("--json", action="store_true", help=terminal.OPTIONS["json"])
    ready = command("readiness", _readiness)
    ready.add_argument("--exam", metavar="CODE|FILE.toml", help=terminal.OPTIONS["exam"])
    who = ready.add_mutually_exclusive_group()
    who.add_argument("--candidate", metavar="NAME", help=terminal.OPTIONS["candidate"])
    who.add_argument("--all", action="store_true", help=terminal.OPTIONS["all"])
    ready.add_argument("--as-of", type=_day, metavar="DATE", help=terminal.OPTIONS["as_of"])
    ready.add_argument("--exam-on", type=_day, metavar="DATE", help=terminal.OPTIONS["exam_on"])
    ready.add_argument("--format", choices=("text", "json", "jsonl"), default="text")
    for name in ("fee", "week-cost", "fail-cost"):
        ready.add_argument(f"--{name}", type=_amount, metavar="N", help=terminal.OPTIONS[name])
    ready.add_argument("--deadline", type=_day, metavar="DATE", help=terminal.OPTIONS["deadline"])
    weekly = command("report", _report)
    weekly.add_argument("--candidate", metavar="NAME", help=terminal.OPTIONS["candidate"])
    weekly.add_argument("--as-of", type=_day, metavar="DATE", help=terminal.OPTIONS["as_of"])
    weekly.add_argument("--format", choices=("text", "json", "html"), default="text")
    weekly.add_argument("--out", type=Path, metavar="FILE", help=terminal.OPTIONS["out"])
    board = command("dashboard", _dashboard)
    board.add_argument("--port", type=_port, metavar="N", help=terminal.OPTIONS["port"])
    board.add_argument("--no-browser", action="store_true", help=terminal.OPTIONS["no_browser"])
    command("sample", _sample)
    command("export", _export).add_argument("folder", type=Path, metavar="DIR")
    command("backup", _backup).add_argument("file", type=Path, metavar="FILE")
    restoring = command("restore", _restore)
    restoring.add_argument("file", type=Path, nargs="?", metavar="FILE", help=terminal.OPTIONS["backup"])
    restoring.add_argument("--dry-run", action="store_true", help=terminal.OPTIONS["preview"])
    command("undo", _undo).add_argument("batch", type=int, nargs="?", metavar="BATCH")
    command("check", _check)
    return parser


def _day(text: str) -> date:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is no date; write it as 2026-03-01") from None
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise argparse.ArgumentTypeError(f"{text} lies outside the years {FIRST_YEAR} to {LAST_YEAR}")
    return day


def _port(text: str) -> int:
    if not (text.isascii() and text.isdecimal() and FIRST_PORT <= int(text[:6]) <= LAST_PORT):
        raise argparse.ArgumentTypeError(f"{text!r} is no port; write a number from {FIRST_PORT} to {LAST_PORT}")
    return int(text)


def _amount(text: str) -> float:
    try:
        amount = float(text)
    except ValueError:
        amount = math.nan
    if not (math.isfinite(amount) and amount >= 0):
        raise argparse.ArgumentTypeError(f"{text!r} is no amount; write a number such as 300")
    return amount


def _zone(text: str) -> str:
    try:
        ZoneInfo(text)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise argparse.ArgumentTypeError(f"{text!r} is no time zone; write one such as Europe/Berlin") from None
    return text


if __name__ == "__main__":
    sys.exit(main())
