"""Bytes from the browser into a store, and a store into bytes to download."""

import io
import zipfile

from analytics.blueprints.model import ExamBlueprint
from analytics.blueprints.parser import blueprint_text, parse_blueprint
from analytics.estimation.selection import known_blueprints
from analytics.exports.canonical import export_texts
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
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in export_texts(store).items():
            archive.writestr(name, text)
    return out.getvalue()
