"""The JSON of an import; `dashboard/cli/README.md` documents its keys."""

from analytics.updates.import_report import ImportReport
from dashboard.outputs.json_values import Json

IMPORT_SCHEMA = "cutscore-import/1"
MINUTE_DIGITS = 6
"""More digits would only differ between machines."""


def import_json(report: ImportReport) -> Json:
    """Return an import report as JSON."""
    return {
        "schema": IMPORT_SCHEMA,
        "batch_id": report.batch_id,
        "read": report.read,
        "imported": report.imported,
        "skipped": report.skipped,
        "failed": report.failed,
        "files": [
            {
                "file": file.file,
                "format": file.format,
                "read": file.read,
                "imported": file.imported,
                "skipped": file.skipped,
                "failed": file.failed,
                "left_out": [
                    {
                        "reason": reason.value,
                        "rows": rows.n_rows,
                        "minutes": round(rows.minutes, MINUTE_DIGITS),
                        "lines": list(rows.lines),
                    }
                    for reason, rows in file.left_out.items()
                ],
                "notices": list(file.notices),
                "problems": [
                    {"line": p.line, "column": p.column, "value": p.value, "reason": p.reason} for p in file.problems
                ],
            }
            for file in report.files
        ],
    }
