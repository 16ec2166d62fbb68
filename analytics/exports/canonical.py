"""The store out to canonical files; importing them again gives an equal store."""

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import fields, replace
from datetime import date, datetime
from itertools import count, takewhile
from pathlib import Path
from tempfile import TemporaryDirectory

import tomli_w

from analytics.errors import DataProblem, ExportRefusedError
from analytics.exports.settings import FILE_NAME, settings_text
from analytics.ingest.canonical.reader import content_key, content_of
from analytics.ingest.values.formula_escape import escape_formula
from analytics.records import ME, RECORD_TYPES, PlannedSession, Record, StudyPlan, StudySession
from analytics.store import Store

LINE_END = "\r\n"
"""As RFC 4180 has it; with it the writer quotes a cell that holds either half of it."""

NOT_EXPORTED = frozenset({"response_key", "session_key", "planned_key"})
"""Keys that reading works out again."""


def export_files(store: Store, folder: Path) -> list[Path]:
    """Write every kind of row that the store holds to its canonical file, and each plan to a TOML file.

    Exams of the candidates' own and all settings have files beside them.

    Raises:
        ExportRefusedError: If the folder is none, or holds other files of these names, which would be lost.
    """
    with store.shared_connection():
        texts = _texts(store)
    if folder.exists() and not folder.is_dir():
        raise ExportRefusedError(folder, "this is a file and no folder")
    others = [name for name, text in texts.items() if _is_other(folder / name, text)]
    if others:
        raise ExportRefusedError(folder, f"other files of these names lie in it already: {', '.join(others)}")
    folder.mkdir(parents=True, exist_ok=True)
    return _write_whole(folder, texts)


def write_whole(path: Path, text: str) -> None:
    """Write a text file whole; until then what was there stays. A device, such as the terminal, is written to."""
    if path.exists() and not path.is_file():
        path.write_text(text, encoding="utf-8")
    else:
        target = path.resolve()
        _write_whole(target.parent, {target.name: text})


def _write_whole(folder: Path, texts: Mapping[str, str]) -> list[Path]:
    """Write files of a folder: all of them beside it first, so that a full disk leaves none half written."""
    try:
        with TemporaryDirectory(prefix=".writing-", dir=folder) as drafts:
            for name, text in texts.items():
                (Path(drafts) / name).write_text(text, encoding="utf-8", newline="")
            return [(Path(drafts) / name).replace(folder / name) for name in texts]
    except OSError as error:
        raise OSError(error.errno, error.strerror, str(folder)) from error


def _texts(store: Store) -> dict[str, str]:
    """Give the text of each file by its name."""
    texts: dict[str, str] = {}
    for kind in RECORD_TYPES:
        records = store.records(kind)
        if kind is StudyPlan:
            texts |= _plan_texts([plan for plan in records if isinstance(plan, StudyPlan)])
        elif records:
            texts[f"{kind.TABLE}.csv"] = table_text(kind, _named(records))
    for number, text in enumerate(store.blueprint_texts().values(), start=1):
        texts[f"exam_{number}.toml"] = text
    settings = store.settings()
    if settings.n_entries:
        texts[FILE_NAME] = settings_text(settings)
    return texts


def _is_other(path: Path, text: str) -> bool:
    """Tell whether something else than this text lies at a path."""
    return path.exists() and (not path.is_file() or path.read_bytes() != text.encode())


def table_text(kind: type[Record], records: Iterable[Record]) -> str:
    """Write records as a canonical CSV, cells neutralised for spreadsheets."""
    names = [field.name for field in fields(kind) if field.name not in NOT_EXPORTED]
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator=LINE_END)
    writer.writerow(["candidate" if name == "candidate_id" else name for name in names])
    for record in records:
        writer.writerow([_cell(getattr(record, name)) for name in names])
    return out.getvalue()


def problems_text(problems: Iterable[DataProblem]) -> str:
    """Write the rows that could not be taken as a CSV, cells neutralised for spreadsheets."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator=LINE_END)
    writer.writerow([field.name for field in fields(DataProblem)])
    for problem in problems:
        writer.writerow([escape_formula(getattr(problem, field.name)) for field in fields(DataProblem)])
    return out.getvalue()


def plan_text(plan: StudyPlan) -> str:
    """Write a plan as the contract's TOML."""
    values: dict[str, object] = {
        "exam_code": plan.exam_code,
        "starts_on": plan.starts_on,
        "exam_on": plan.exam_on,
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


def _named(records: Sequence[Record]) -> Sequence[Record]:
    """Give sessions their key as the source's id where reading would not work out the same key again.

    It would not where a row was corrected, or its title was given a meaning, after it came in.
    """
    alike: dict[str, set[str]] = {}
    for record in records:
        if isinstance(record, StudySession | PlannedSession) and record.source_id is None:
            alike.setdefault(_content(record), set()).add(_key(record))
    worked_out = {key for content, keys in alike.items() for key in _keys_of_reading(content, keys)}
    return [
        replace(record, source_id=_key(record))
        if isinstance(record, StudySession | PlannedSession)
        and record.source_id is None
        and _key(record) not in worked_out
        else record
        for record in records
    ]


def _keys_of_reading(content: str, keys: set[str]) -> Iterator[str]:
    """Give those of some keys that reading makes for rows of this content, from the first on without a gap."""
    return takewhile(keys.__contains__, (content_key(content, number) for number in count(1)))


def _key(record: StudySession | PlannedSession) -> str:
    return record.session_key if isinstance(record, StudySession) else record.planned_key


def _content(record: StudySession | PlannedSession) -> str:
    return content_of({f.name: getattr(record, f.name) for f in fields(record) if f.name not in NOT_EXPORTED})


def _plan_texts(plans: Sequence[StudyPlan]) -> dict[str, str]:
    """Name the file of the first plan study_plan.toml, and number the others."""
    names = ["study_plan.toml", *(f"study_plan_{n}.toml" for n in range(2, len(plans) + 1))]
    return {name: plan_text(plan) for name, plan in zip(names, plans, strict=False)}


def _cell(value: object) -> str:
    """Write one value; none is empty, a moment is ISO with its own offset."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, float):
        return repr(value).removesuffix(".0")
    return escape_formula(str(value))
