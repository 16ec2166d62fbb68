"""What each command does: it answers with a report of the pages, as text or as JSON.

Results go to stdout, everything else to stderr; what is given back is the exit code.
"""

import argparse
import json
import os
import sys
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, date, timedelta
from itertools import chain
from pathlib import Path

from analytics.blueprints.model import ExamBlueprint
from analytics.blueprints.parser import read_blueprint
from analytics.errors import ExitCode, StoreMissingError, UnknownCandidateError, UnknownExamError
from analytics.estimation.candidate import (
    chosen_blueprint,
    chosen_candidate,
    exam_days_ahead,
    fit_candidate,
    known_blueprints,
)
from analytics.exports.canonical import export_files, write_whole
from analytics.ingest.file_mapping import NO_MAPPING, DateOrder, FileMapping
from analytics.ingest.mapping.map_file import read_map
from analytics.records import ME
from analytics.reports.decision.booking_costs import STANDARD_INPUTS, DecisionInputs
from analytics.reports.decision.readiness import Readiness, readiness, readiness_of_all
from analytics.reports.outcomes.forecast_record import forecast_record
from analytics.reports.this_week import week_report
from analytics.store import Store
from analytics.store.restore_preview import restore_preview
from analytics.updates.forecast_snapshots import snapshot_forecasts
from analytics.updates.import_files import ImportOptions, Source, import_files
from dashboard import places
from dashboard.cli import launch
from dashboard.cli.sample import load_sample
from dashboard.outputs import weekly_page
from dashboard.outputs.json_contract import import_json, readiness_json, week_json
from dashboard.text import terminal

SAMPLE_STAYS_LIVE = timedelta(days=6)


def say(sentence: str) -> None:
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


def run_import(asked: argparse.Namespace) -> int:
    """Bring files into the database and say what became of them."""
    store = _store(asked)
    exam = _given_exam(store, asked.exam, is_kept=not asked.dry_run)
    zone, is_zone_given = _zone_of_import(store, asked.zone)
    told = ImportOptions(is_zone_given=is_zone_given, answers=_answers(asked), as_format=asked.as_format)
    today, now = places.today(), places.now()
    with snapshot_forecasts(store, made_at=now, today=today):
        report = import_files(
            store,
            [Source(path, os.fsencode(path).decode("utf-8", "replace")) for path in asked.files],
            today=today,
            made_at=now,
            zone=zone,
            blueprints={**known_blueprints(store), **({exam.code: exam} if exam else {})},
            exam_code=exam.code if exam else None,
            options=told,
            is_dry_run=asked.dry_run,
        )
    if asked.json:
        print(json.dumps(import_json(report)))
    else:
        print(terminal.import_report(report, asked.db, is_dry_run=asked.dry_run))
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


def _answers(asked: argparse.Namespace) -> FileMapping:
    """Give what was answered about files of other programs: options before the file of answers."""
    given = NO_MAPPING if asked.map is None else read_map(asked.map)
    order = None if asked.date_order is None else DateOrder(asked.date_order)
    return FileMapping(date_order=order, zone=asked.zone).over(given)


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


def run_readiness(asked: argparse.Namespace) -> int:
    """Answer for one candidate, or for all."""
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
        say(terminal.exam_day_has_passed(asked.exam_on, as_of))
    if asked.deadline is not None and asked.deadline < as_of:
        say(terminal.deadline_has_passed(asked.deadline, as_of))
    if asked.all:
        return _readiness_of_all(store, exam, as_of, asked, inputs)
    with store.shared_connection():
        candidate = chosen_candidate(store, asked.candidate)
        blueprint = exam or chosen_blueprint(store, None, candidate)
        exam_on = asked.exam_on or exam_days_ahead(store, blueprint.code, [candidate], as_of).get(candidate)
        answer = readiness(store, blueprint, candidate, as_of, exam_on=exam_on, inputs=inputs)
    _print_readiness([answer], asked.format, is_list=False)
    return ExitCode.DONE


def _readiness_of_all(
    store: Store, exam: ExamBlueprint | None, as_of: date, asked: argparse.Namespace, inputs: DecisionInputs
) -> int:
    """Answer for every candidate and exam; say which exams have no blueprint."""
    code = ExitCode.DONE
    found: Iterable[Readiness] = ()
    known = known_blueprints(store)
    sitting = store.query("candidates_by_exam")
    if not store.candidates():
        raise UnknownCandidateError(None, [])
    if exam is not None and exam.code not in set(sitting.exam_code):
        say(terminal.nobody_prepares(exam.code))
        code = ExitCode.PROBLEMS
    for exam_code in sorted(set(sitting.exam_code)):
        if exam is not None and exam.code != exam_code:
            continue
        if exam_code not in known:
            say(str(UnknownExamError(exam_code, list(known))))
            code = ExitCode.PROBLEMS
            continue
        names = list(sitting.candidate_id[sitting.exam_code == exam_code])
        ahead = exam_days_ahead(store, exam_code, names, as_of)
        days = {name: asked.exam_on or ahead.get(name) for name in names}
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


def run_report(asked: argparse.Namespace) -> int:
    """Write the weekly check-in."""
    store = _held_store(asked)
    with store.shared_connection():
        candidate = chosen_candidate(store, asked.candidate)
        blueprint = chosen_blueprint(store, None, candidate)
        known = fit_candidate(store, blueprint, candidate, asked.as_of or places.today())
        report = week_report(known)
        record = forecast_record(known) if asked.format == "json" else None
    if record is not None:
        text = json.dumps(week_json(report, record), indent=2)
    else:
        text = weekly_page.page(report) if asked.format == "html" else terminal.week(report)
    if asked.out is None:
        print(text)
    else:
        write_whole(asked.out, text + "\n")
        say(terminal.written(asked.out))
    return ExitCode.DONE


def run_dashboard(asked: argparse.Namespace) -> int:
    """Open the dashboard; with nothing of their own yet, a person is shown the sample."""
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


def run_sample(asked: argparse.Namespace) -> int:
    """Load the sample into a database of its own."""
    store = Store(asked.db or places.sample_database())
    report = load_sample(store, today=places.today(), made_at=places.now())
    print(terminal.import_report(report, store.path))
    say(terminal.sample_is_in(store.path))
    return report.exit_code


def run_export(asked: argparse.Namespace) -> int:
    """Write everything to the canonical files and name them."""
    for path in export_files(_held_store(asked), asked.folder):
        print(path)
    return ExitCode.DONE


def run_backup(asked: argparse.Namespace) -> int:
    """Write a copy of the database."""
    was_there = asked.file.exists()
    _held_store(asked).backup(asked.file)
    if was_there:
        say(terminal.backup_was_replaced(asked.file))
    print(asked.file)
    return ExitCode.DONE


def run_restore(asked: argparse.Namespace) -> int:
    """Put a backup in place, or list those that there are."""
    store = _store(asked)
    if asked.file is None:
        print(terminal.backups(store.path, store.backups()))
        return ExitCode.DONE
    print(terminal.restore_preview(restore_preview(store, asked.file)))
    if asked.dry_run:
        return ExitCode.DONE
    say(terminal.restored(store.restore(asked.file)))
    return ExitCode.DONE


def run_undo(asked: argparse.Namespace) -> int:
    """Take an import back."""
    print(terminal.undone(_held_store(asked).undo(asked.batch)))
    return ExitCode.DONE


def run_check(asked: argparse.Namespace) -> int:
    """List what is not sound."""
    problems = _held_store(asked).check()
    for problem in problems:
        print(terminal.literal(problem))
    if not problems:
        print(terminal.SOUND)
    return ExitCode.PROBLEMS if problems else ExitCode.DONE
