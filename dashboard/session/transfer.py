"""Bytes from the browser into a store, and a store into bytes to download."""

import io
import tempfile
import zipfile
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from analytics.blueprints.model import ExamBlueprint
from analytics.blueprints.parser import blueprint_text, parse_blueprint
from analytics.errors import UnreadableFileError
from analytics.exports.canonical import export_files
from analytics.ingest.files import opened_bytes
from analytics.ingest.tables.archive import WITHIN
from analytics.ingest.tables.opened import OpenedFile
from analytics.store import Store
from analytics.updates.context import ImportOptions, Source, UpdateContext
from analytics.updates.forecast_snapshots import snapshot_forecasts
from analytics.updates.import_files import import_files
from analytics.updates.import_report import ImportReport


@dataclass(frozen=True, slots=True)
class Upload:
    """A file from the browser; its name appears in messages and never becomes a path."""

    name: str
    data: bytes


def import_uploads(context: UpdateContext, uploads: Sequence[Upload], options: ImportOptions) -> ImportReport:
    """Import uploaded files as one batch."""
    with tempfile.TemporaryDirectory() as folder:
        sources = []
        for number, upload in enumerate(uploads):
            path = Path(folder) / str(number)
            path.write_bytes(upload.data)
            sources.append(Source(path, upload.name))
        with snapshot_forecasts(context.store, made_at=context.made_at, today=context.today):
            return import_files(context, sources, options)


def files_with_questions(uploads: Sequence[Upload], report: ImportReport) -> list[OpenedFile]:
    """Return the files, also those inside archives, with an open question in the report."""
    names = {file.file for file in report.files if file.question is not None}
    found: list[OpenedFile] = []
    for upload in uploads:
        if any(name == upload.name or name.startswith(f"{upload.name}{WITHIN}") for name in names):
            with suppress(UnreadableFileError):  # another one of that name, which the report has refused
                found += [one for one in opened_bytes(upload.data, upload.name) if one.name in names]
    return found


def save_exam(store: Store, upload: Upload) -> ExamBlueprint:
    """Save the blueprint of an exam.

    Raises:
        DocumentError: If it breaks a rule of the schema.
    """
    text = blueprint_text(upload.data, file=upload.name)
    blueprint = parse_blueprint(text, file=upload.name)
    store.save_blueprint(blueprint.code, text)
    return blueprint


def export_zip(store: Store) -> bytes:
    """Return the canonical files in one zip."""
    out = io.BytesIO()
    with tempfile.TemporaryDirectory() as folder, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in export_files(store, Path(folder)):
            archive.write(path, path.name)
    return out.getvalue()


def backup_bytes(store: Store) -> bytes:
    """Return a copy of the database file."""
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder) / "backup.duckdb"
        store.backup(target)
        return target.read_bytes()
