"""Names of pages and tabs that sentences mention, and the sidebar."""

from datetime import date

from dashboard import formatting
from dashboard.text import names

STUDY, BOOKING, EXAM_DAY, DATA = "Study", "Book or wait", "Exam day", "Data"
PACE, PAIRS, PLAN = "Pace", "Confused pairs", "Plan"

IN_FILE, SETTINGS, IMPORTS = "In the file", "Settings", "Imports"
ASK_AGAIN = "Change saved answers"
TITLES = "Titles without a domain or activity"
TITLES_WHERE = f"{IN_FILE}, {TITLES}"
UNDO_WHERE = f"You can undo this under {DATA}, {IN_FILE}, {IMPORTS}."

ADD_DATA = "Add data"
CANDIDATE, EXAM, AS_OF = "Candidate", "Exam", "View as of"
AS_OF_HELP = "Choose an earlier day to see the pages without later data."
BACK_TO_TODAY = "Back to today"
SAMPLE_NOTE = "**Sample data.** Your imports stay separate."
SHOW_OWN, SHOW_SAMPLE = "Start with my own data", "Look at the sample"
OTHER_EXAM = "Another exam"
NAME_CHARS = 40
"""Characters of a candidate's name that take two lines of the sidebar."""


def showing(candidate_id: str, exam_code: str, as_of: date, today: date) -> str:
    with formatting.days_as_of(today):
        name = formatting.shortened(names.candidate(candidate_id), NAME_CHARS)
        shown = [name, exam_code, formatting.day_of_month(as_of)]
    return "Showing " + "\u00a0· ".join(map(formatting.literal, shown))


def viewed_as_of(as_of: date, today: date, *, is_day_of_pass: bool) -> str:
    with formatting.days_as_of(today):
        day = formatting.day(as_of)
    what = "These pages show the day of the pass," if is_day_of_pass else "Viewed as of"
    return f"{what} {day}. Later data is hidden."
