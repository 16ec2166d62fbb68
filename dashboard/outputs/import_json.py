"""The JSON of an import; `dashboard/cli/README.md` documents its keys."""

from analytics.updates.import_report import FileImport, ImportReport
from dashboard.outputs.json_values import Json, fields, to_json


def import_json(report: ImportReport) -> Json:
    return {
        "schema": "cutscore-import/1",
        **fields(report, "batch_id read imported skipped failed"),
        "files": [_file_json(file) for file in report.files],
    }


def _file_json(file: FileImport) -> Json:
    return {
        **fields(file, "file format read imported skipped failed unread"),
        "left_out": [
            {
                "reason": reason.value,
                "rows": rows.n_rows,
                "minutes": to_json(rows.minutes),
                "lines": to_json(rows.lines),
                "names": [{"name": name, "minutes": minutes} for name, minutes in rows.names],
            }
            for reason, rows in file.left_out.items()
        ],
        "notices": to_json(file.notices),
        "problems": [fields(problem, "line column value reason") for problem in file.problems],
    }
