"""Bytes from the browser into a store, and a store into bytes to download."""

import io
import tempfile
import zipfile
from pathlib import Path

from analytics.blueprints.model import ExamBlueprint
from analytics.blueprints.parser import blueprint_text, parse_blueprint
from analytics.estimation.selection import known_blueprints
from analytics.exports.canonical import export_files
from analytics.store import Store
from analytics.updates.exam_files import save_exam_file


def save_exam(store: Store, name: str, data: bytes) -> ExamBlueprint:
    """Save the blueprint of an exam.

    Raises:
        DocumentError: If it breaks a rule of the schema.
        DomainClashError: If a row of a renamed domain has the key of another.
    """
    text = blueprint_text(data, file=name)
    blueprint = parse_blueprint(text, file=name)
    save_exam_file(store, blueprint, text, known_blueprints(store))
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
