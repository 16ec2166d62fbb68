"""Help texts of the commands and their options."""

from collections.abc import Mapping

from analytics.ingest.files import FORMATS

DESCRIPTION = "Where you stand before a certification exam, what to study next, and whether to book."

COMMANDS: Mapping[str, str] = {
    "import": "Bring files into the database; the same file twice adds nothing.",
    "readiness": "Say how ready a candidate is, or all of them.",
    "report": "Write the weekly check-in.",
    "dashboard": "Open the dashboard in the browser, on this computer alone.",
    "sample": "Load the invented sample candidates into a database of their own.",
    "export": "Write everything to the canonical files.",
    "backup": "Write a copy of the database.",
    "restore": "Put a backup in place; what it replaces is backed up first.",
    "undo": "Take back the last import, or the one named.",
    "check": "Look for damage, orphans and contradictions.",
}

OPTIONS: Mapping[str, str] = {
    "db": "the database (default: CUTSCORE_DB, else a file in your data folder)",
    "exam": "the exam: its code, or a blueprint file, which is kept",
    "as": f"take the files for this format: {', '.join(FORMATS)}",
    "zone": "the time zone of times without one (default: your profile's, else the system's)",
    "date_order": "how 03/04/2026 is meant where the file does not say: dmy, mdy or ymd",
    "map": "what the columns of your own table mean, and which entries are studying",
    "dry_run": "say what would happen, and write nothing",
    "backup": "the backup (default: none, and the copies that were made by themselves are listed)",
    "preview": "say what the backup holds and what it would replace, and change nothing",
    "json": "write the report as JSON",
    "candidate": "whose (default: me, else the only one)",
    "all": "every candidate and exam of the file",
    "as_of": "hide everything later (default: today)",
    "exam_on": "the exam day (default: the plan's, else the day asked)",
    "fee": "fee of an attempt",
    "week-cost": "cost of one more week of studying; with it the verdict goes by costs",
    "fail-cost": "cost of a fail, the fee not counted; with it the verdict goes by costs",
    "deadline": "the latest day that is of use",
    "out": "write to a file instead",
    "port": "the port (default: the first free one from 8501)",
    "no_browser": "do not open the browser",
}
