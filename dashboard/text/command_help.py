"""Help texts of the commands and their options."""

from collections.abc import Mapping

DESCRIPTION = "Where you stand before a certification exam, what to study next, and whether to book."

COMMANDS: Mapping[str, str] = {
    "import": "Import files. Importing a file twice adds nothing.",
    "readiness": "Show how ready you are for the exam.",
    "report": "Show the weekly check-in.",
    "dashboard": "Open the dashboard in your browser. Only its full address lets anyone in.",
    "sample": "Load the sample candidates into a separate database.",
    "export": "Export everything as CSV files and study plans, or as Parquet parts.",
    "backup": "Save a copy of the database.",
    "restore": "Restore a backup. Your current data is backed up first.",
    "undo": "Undo an import.",
    "check": "Check the database for damage, orphaned rows and contradictions.",
}

OPTIONS: Mapping[str, str] = {
    "db": "database file (default: CUTSCORE_DB, or else a file in your data folder)",
    "sample-db": "database file (default: a sample file in your data folder)",
    "files": "file, or ZIP archive of files, to import",
    "exam": "exam code or blueprint file; a file is stored for later",
    "as": "file format, if it is not recognized: %(choices)s",
    "zone": "time zone of times without one (default: yours, or else the system's)",
    "date-order": "order of day, month and year in dates such as 03/04/2026",
    "kind": "what each row is, if its columns do not show it: %(choices)s",
    "study": 'project, title or deck that is study; repeat it for several, "*" for all, "=NAME" for a whole name',
    "person": "your name in a file of several people; the entries of others are left out",
    "taken-on": "day of the practice exam, if the file does not say it",
    "map": "map file that says what the columns mean and which entries are study",
    "yes": "ask nothing: take the guess for each question, and refuse a file without one",
    "dry-run": "show what would happen and change nothing",
    "export": "new or empty folder",
    "export-format": "CSV files to read or import (default), or Parquet parts for readiness --all on many candidates",
    "backup": "name of the copy",
    "restore": "backup to restore; without it, the automatic backups are listed",
    "preview": "show what the backup contains and replaces, and change nothing",
    "batch": "number of the import (default: the last one)",
    "json": "print the import report as JSON",
    "candidate": "candidate (default: me, or the only one)",
    "all": "every candidate and exam in the database, or in a folder of Parquet parts named by --db",
    "as-of": "ignore everything after this day (default: today)",
    "exam-on": "exam day (default: the planned day, or else the as-of day)",
    "format": "output format (default: text)",
    "fee": "exam fee",
    "week_cost": "cost of one more week of study; makes the verdict go by costs",
    "fail_cost": "cost of failing, excluding the fee; makes the verdict go by costs",
    "deadline": "last day on which the exam is still useful to you",
    "on": "where --all is worked out, if not on this computer's cores alone: dask (install cutscore[dask])",
    "scheduler": "address of a Dask scheduler, such as tls://10.0.0.5:8786 (default: one on this computer)",
    "out": "write to this file",
    "port": "port (default: the first free one from 8501)",
    "no-browser": "do not open the browser",
    "no-token": "let in every program on this computer; for use behind your own sign-in",
    "read-only": "show your data without any form; nothing is written",
    "hide-names": "show numbers instead of the names of candidates",
}
