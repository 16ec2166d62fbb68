"""Export the store as canonical files that import to an equal store, and their templates."""

import csv
import io
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, datetime
from functools import partial
from importlib import resources
from itertools import count, takewhile
from pathlib import Path

import tomli_w

from analytics.errors import DataProblem, ExportRefusedError
from analytics.errors.store import StoreRefusedError
from analytics.exports.settings import FILE_NAME, settings_text
from analytics.ingest.canonical.columns import columns_of, content_key, content_of
from analytics.ingest.values.texts import escape_formula
from analytics.records import ME, RECORD_TYPES, PlannedSession, Record, StudyPlan, StudySession
from analytics.store import Store
from analytics.store.copies import is_database

LINE_END = "\r\n"
"""RFC 4180; with it the writer quotes cells with either character."""


def export_files(store: Store, folder: Path) -> list[Path]:
    """Write each kind of row to its canonical file, and each plan to a TOML file.

    Custom exams and the settings have files of their own.

    Raises:
        ExportRefusedError: If the folder is a file, or has other files of these names.
    """
    texts = export_texts(store)
    there = [folder / name for name in texts if (folder / name).exists()]
    others = [path.name for path in there if not path.is_file() or path.read_bytes() != texts[path.name].encode()]
    if others:
        raise ExportRefusedError(folder, f"already contains other files with these names: {', '.join(others)}")
    _publish(store, folder, partial(_write_texts, texts))
    return [folder / name for name in texts]


def export_parts(store: Store, folder: Path) -> list[Path]:
    """Write the current rows as Parquet parts, which `cutscore readiness --all` reads.

    Raises:
        ExportRefusedError: If the folder is a file, or has any files.
    """
    if folder.is_dir() and any(folder.iterdir()):
        raise ExportRefusedError(folder, "already contains files")
    _publish(store, folder, partial(store.write_parts, named=folder))
    return [folder]


def _publish(store: Store, folder: Path, write: Callable[[Path], None]) -> None:
    """Fill a draft folder, then move it to its place at once, or its contents to an existing folder.

    Files move last, so that parts without their manifest do not count as an export.
    """
    if folder.exists() and not folder.is_dir():
        raise ExportRefusedError(folder, "this is a file, not a folder")
    near = next(place for place in (folder, *folder.parents) if place.exists())
    with _naming(folder), store.scratch_folder(near) as scratch:
        write(scratch / "export")
        if near == folder:
            for made in sorted((scratch / "export").iterdir(), key=Path.is_file):
                made.replace(folder / made.name)
        else:
            folder.parent.mkdir(parents=True, exist_ok=True)
            (scratch / "export").replace(folder)


def _write_texts(texts: Mapping[str, str], folder: Path) -> None:
    folder.mkdir(mode=0o700)
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8", newline="")


def write_atomically(store: Store, path: Path, text: str) -> None:
    """Replace a text file in one step, but never a database; write directly to a device such as the terminal."""
    if path.is_file() and is_database(path):
        raise StoreRefusedError(path, "this is a database; choose another name")
    if path.exists() and not path.is_file():
        path.write_text(text, encoding="utf-8")
    else:
        target = path.resolve()
        with _naming(target.parent), store.scratch_folder(target.parent) as scratch:
            (scratch / target.name).write_text(text, encoding="utf-8", newline="")
            (scratch / target.name).replace(target)


@contextmanager
def _naming(folder: Path) -> Iterator[None]:
    """Let errors of the system name the target folder, not its scratch folder."""
    try:
        yield
    except OSError as error:
        raise OSError(error.errno, error.strerror, str(folder)) from error


def export_texts(store: Store) -> dict[str, str]:
    """Return the text of each file by name; the names of the second and later plans are numbered."""
    texts: dict[str, str] = {}
    with store.reading():
        for kind in RECORD_TYPES:
            if kind is StudyPlan:
                for number, plan in enumerate(store.records(StudyPlan), start=1):
                    texts["study_plan.toml" if number == 1 else f"study_plan_{number}.toml"] = plan_text(plan)
            elif records := store.records(kind):
                texts[f"{kind.TABLE}.csv"] = table_text(kind, _with_source_ids(records))
        for number, text in enumerate(store.blueprint_texts().values(), start=1):
            texts[f"exam_{number}.toml"] = text
        settings = store.settings()
        if settings.n_entries:
            texts[FILE_NAME] = settings_text(settings)
    return texts


def table_text(kind: type[Record], records: Iterable[Record]) -> str:
    """Return records as a canonical CSV, with formulas escaped."""
    names = file_columns(kind)
    return csv_text([*names], ([getattr(record, name) for name in names.values()] for record in records))


def file_columns(kind: type[Record]) -> Mapping[str, str]:
    """Return the columns of a canonical file, and the field of each."""
    return {column.name: column.field for column in columns_of(kind)}


_PROBLEM_COLUMNS = ("file", "line", "column", "value", "reason")


def problems_text(problems: Iterable[DataProblem]) -> str:
    """Return failed rows as a CSV, with formulas escaped."""
    return csv_text(_PROBLEM_COLUMNS, ([getattr(problem, name) for name in _PROBLEM_COLUMNS] for problem in problems))


def csv_text(columns: Sequence[str], rows: Iterable[Iterable[object]]) -> str:
    """Return values as a CSV, with formulas escaped; a number stays a number."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator=LINE_END)
    writer.writerow(columns)
    for row in rows:
        writer.writerow([escape_formula(value) if isinstance(value, str) else cell(value) for value in row])
    return out.getvalue()


def plan_text(plan: StudyPlan) -> str:
    """Return a plan as the TOML of the file contract."""
    values: dict[str, object] = {
        "exam_code": plan.exam_code,
        "starts_on": plan.starts_on,
        "exam_on": plan.exam_on,
        "booked_exam_on": plan.booked_exam_on,
        "hours_per_week": [plan.hours_per_week_low, plan.hours_per_week_high],
        "audit_weeks": plan.audit_weeks,
        "review_weekday": plan.review_weekday,
        "first_practice_exam_week": plan.first_practice_exam_week,
        "lab_budget": plan.lab_budget,
        "rest_weekdays": list(plan.rest_weekdays) or None,
        "minutes_per_item": plan.minutes_per_item,
        "last_practice_exam_days": plan.last_practice_exam_days,
        "activity_share": None if plan.activity_share is None else dict(plan.activity_share),
        "week": [{"number": week.number, "focus": week.focus} for week in plan.weeks] or None,
    }
    if plan.candidate_id != ME:
        values = {"candidate": plan.candidate_id, **values}
    return tomli_w.dumps({key: value for key, value in values.items() if value is not None})


def _with_source_ids(records: Sequence[Record]) -> Sequence[Record]:
    """Store the key of a session as its source id if a reader would compute another key.

    That is the case if a row was corrected or its title labeled after its import.
    """
    names = file_columns(type(records[0])).values()
    sessions = [record for record in records if isinstance(record, StudySession | PlannedSession)]
    if not sessions:  # all records are of one kind
        return records
    keys = [getattr(record, record.KEY[-1]) for record in sessions]
    keys_of: dict[str, set[str]] = {}
    for record, key in zip(sessions, keys, strict=True):
        if record.source_id is None:
            content = content_of({name: getattr(record, name) for name in names})
            keys_of.setdefault(content, set()).add(key)
    computed = set[str]()
    for content, own in keys_of.items():  # a reader numbers equal rows, here up to the first key that is missing
        computed.update(takewhile(own.__contains__, (content_key(content, number) for number in count(1))))
    return [
        record if record.source_id is not None or key in computed else replace(record, source_id=key)
        for record, key in zip(sessions, keys, strict=True)
    ]


def cell(value: object) -> str:
    """Return one value as a cell: None is empty, a moment is ISO with its own offset."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, float):
        return repr(value).removesuffix(".0")
    return str(value)


def templates() -> Mapping[str, str]:
    """Return the text of each template by file name."""
    folder = resources.files("analytics.exports").joinpath("template_files")
    names = [f"{kind.TABLE}.{'toml' if kind is StudyPlan else 'csv'}" for kind in RECORD_TYPES]
    return {name: folder.joinpath(name).read_text(encoding="utf-8") for name in names}
