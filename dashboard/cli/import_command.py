"""`cutscore import`: read files into the database."""

import json
import os
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from analytics.blueprints.model import ExamBlueprint
from analytics.clock import DayRule
from analytics.errors import CutscoreError, ExitCode, UnreadableFileError
from analytics.estimation.selection import known_blueprints
from analytics.ingest.file_mapping import NO_MAPPING, DateOrder, FileMapping
from analytics.ingest.mapping.map_file import read_map
from analytics.ingest.tables.opened import OpenedFile
from analytics.store import Store
from analytics.updates.context import Source, UpdateContext
from analytics.updates.import_reading import ExamFile, ReadFile, read_sources, reading_context
from analytics.updates.stored_forecasts import import_and_forecast
from dashboard import environment, formatting
from dashboard.cli.database import blueprint_from_option, main_candidate, open_store
from dashboard.cli.dialogue import on_terminal, print_message
from dashboard.outputs.import_json import import_json
from dashboard.text import terminal, terminal_database


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportArguments:
    """The arguments of `cutscore import`."""

    files: Sequence[Path]
    db: Path | None = None
    exam: str | None = None
    as_format: str | None = None
    zone: str | None = None
    date_order: str | None = None
    map: Path | None = None
    kind: str | None = None
    study: Sequence[str] = ()
    person: str | None = None
    taken_on: date | None = None
    is_dry_run: bool = False
    is_json: bool = False
    is_yes: bool = False


def run_import(arguments: ImportArguments) -> int:
    """Import files and print the report; a new database that stays empty is deleted."""
    store = open_store(arguments.db)
    is_new = not store.path.exists()
    new_folders = [folder for folder in store.path.parents if not folder.exists()]
    try:
        return _run(arguments, store)
    finally:
        with suppress(CutscoreError, OSError):  # such as a folder that others use by now
            if is_new and store.path.exists() and store.is_empty():
                store.delete_everything(keeps_backups=True)
                for folder in new_folders:
                    folder.rmdir()


def _run(arguments: ImportArguments, store: Store) -> int:
    with store.reading():
        exam = blueprint_from_option(store, arguments.exam, is_saved=False)
        candidate = main_candidate(store)
        rule = DayRule(arguments.zone or environment.system_zone()) if candidate is None else store.day_rule(candidate)
        known = known_blueprints(store)
        context = UpdateContext(
            store=store,
            today=environment.today(rule),
            made_at=environment.now(),
            zone=arguments.zone or rule.zone,
            blueprints={**known, exam.code: exam} if exam else known,
            exam_code=exam.code if exam else None,
            is_zone_given=arguments.zone is not None or (candidate is not None and store.is_day_rule_set(candidate)),
            mapping=_mapping(arguments),
            as_format=arguments.as_format,
        )
        shared = reading_context(context)
    sources = [Source(path, os.fsencode(path).decode("utf-8", "replace")) for path in arguments.files]
    dialogue = on_terminal()
    names = formatting.shortened(", ".join(source.name for source in sources), 40)  # one line of a terminal
    with dialogue.progress(terminal.READING.format(file=names)):
        files: Sequence[ReadFile] = read_sources(shared, sources)
    can_settle = arguments.is_yes or (dialogue.is_on_terminal and not arguments.is_json)
    if can_settle and any(file.is_open for file in files):
        from dashboard.cli.import_dialogue import ImportDialogue  # noqa: PLC0415  (loads all that guesses)

        settled = ImportDialogue(dialogue, context, rule, takes_guesses=arguments.is_yes).answered_files(files)
        if settled is None:
            print_message(terminal.DECLINED)
            return ExitCode.COULD_NOT_RUN
        files = settled
    given = _given_exam(arguments.exam, exam, files)
    with dialogue.progress(terminal.importing(len(files))):
        report = import_and_forecast(context, [*files, *given], is_dry_run=arguments.is_dry_run)
        report = replace(report, files=report.files[: len(files)])
    modes = {"is_dry_run": arguments.is_dry_run, "is_yes": arguments.is_yes}
    if arguments.is_json:
        print(json.dumps(import_json(report)))
    else:
        print(terminal_database.import_report(report, arguments.db, **modes))
    return report.exit_code


def _given_exam(option: str | None, exam: ExamBlueprint | None, files: Sequence[ReadFile]) -> list[ReadFile]:
    """Return the file of `--exam` to be stored with the others, or none if no other file could be read."""
    readable = [file for file in files if not isinstance(file.reading, UnreadableFileError)]
    if exam is None or option is None or not option.endswith(".toml") or not readable:
        return []
    text = Path(option).read_text(encoding="utf-8-sig")
    return [ReadFile(OpenedFile(Path(option).name, b""), ExamFile(exam, text), readable[0].context)]


def _mapping(arguments: ImportArguments) -> FileMapping:
    """Return the mapping of `--map`, with the other options taking precedence."""
    mapping = NO_MAPPING if arguments.map is None else read_map(arguments.map)
    given = FileMapping(
        kind=arguments.kind,
        date_order=None if arguments.date_order is None else DateOrder(arguments.date_order),
        zone=arguments.zone,
        study=tuple(arguments.study) or None,
        person=arguments.person,
        taken_on=arguments.taken_on,
    )
    return given.with_defaults(mapping)
