"""Everything that the dashboard shows or does, and where: with the sample as one's own file, all folds open."""

import shutil
from collections.abc import Collection, Iterator
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from analytics.records import ME, CheckIn
from analytics.store import Store
from dashboard import formatting
from dashboard.sample import MAIN_CANDIDATE
from dashboard.text import (
    add,
    audit,
    booking,
    data,
    exam_card,
    exam_day,
    forecasts,
    hours,
    imports,
    labs,
    mapping,
    mastery,
    mistakes,
    names,
    overview,
    pace,
    plan,
    resources,
    stabilization,
    start,
    statements,
    week,
)
from tests.inputs.builders import TODAY, add_records, responses
from tests.inputs.pages import checked, new_page

MIDWAY = date(2026, 2, 20)
"""A day in the preparation of the sample's candidate who has passed; the other one is in the middle today."""

OWN_ROWS = (
    CheckIn(candidate_id=MAIN_CANDIDATE, on=TODAY, note="A line."),
    replace(responses("own", TODAY, "-")[0], candidate_id=MAIN_CANDIDATE, exam_code="AIF-C01"),
)
"""What the sample has not: a note, and a wrong answer without a cause."""

CAPABILITIES: tuple[tuple[str, str, Collection[str]], ...] = (
    ("overview", "chance as people", ("cs-people", overview.PEOPLE_AFTER)),
    ("overview", "chance by week, practice exams, hours, and what weeks are for", (overview.SPINE.alt,)),
    ("overview", "change in a week", ("A week ago",)),
    ("overview", "forecast of the last practice exam", ("cs-strip",)),
    ("overview midway", "hours since the last practice exam beside its losses", (week.LAST_EXAM.alt,)),
    ("overview", "three weeks planned and done", (week.WEEKS_TITLE, "Last week", "This week", "Next week")),
    ("overview", "next focus", (week.SET_FOCUS,)),
    ("overview", "two lines about the week", (week.NOTE_LABEL, week.SAVE_NOTE)),
    ("overview", "earlier lines", (week.EARLIER_TITLE,)),
    ("overview", "page to print", (overview.PRINT,)),
    ("gaps", "expected losses with own rating", (audit.LOSSES.alt,)),
    ("gaps", "proposed and actual split of hours", (audit.SPLIT.alt,)),
    ("gaps", "domains in numbers", [*audit.DOMAIN_COLUMNS]),
    ("gaps", "hours in numbers", [*audit.HOURS_COLUMNS]),
    ("mastery", "each domain over time", (mastery.PATHS.alt,)),
    ("mastery", "domains in numbers", [*mastery.COLUMNS]),
    ("tasks", "tasks, services", (mastery.ROWS.alt, *map(str.capitalize, mastery.LEVELS))),
    ("tasks", "tasks in numbers", [*mastery.TASK_COLUMNS]),
    ("stabilization", "expected score with corridor and the next exam", (stabilization.SCORES.alt,)),
    ("stabilization finished", "spread of the scores", ("vary no more than expected",)),
    ("stabilization finished", "effect of repeated questions by provider", (stabilization.INFLATION.alt,)),
    ("stabilization", "fast recall", ("fast",)),
    ("stabilization", "practice exams in numbers", [*stabilization.POINT_COLUMNS]),
    ("forecasts", "forecast ranges with results", (forecasts.RANGES.alt,)),
    ("forecasts", "comparison with the same as last time", (forecasts.SCORES_TITLE, forecasts.SCORES_NOTE)),
    ("forecasts", "forecasts in numbers", [*forecasts.COLUMNS]),
    ("pace", "minutes left", (pace.USED.alt,)),
    ("pace", "first pass through the exam", (pace.OUTLOOK.alt,)),
    ("pace", "question by question", (pace.QUESTIONS.alt, pace.EXAM_LABEL)),
    ("pace", "flagged questions", (pace.FLAGS_TITLE,)),
    ("pace", "another limit", (pace.LIMIT_INPUT, pace.RESERVE_INPUT)),
    ("pace", "practice exams in numbers", [*pace.EXAM_COLUMNS]),
    ("conditions", "effects of conditions", (exam_day.EFFECTS.alt,)),
    ("conditions", "conditions of each", [*exam_day.CONDITION_COLUMNS]),
    ("causes", "cause mix before and since, remedies", ("cs-cause", *mistakes.REMEDIES.values())),
    ("causes finished", "mix over time", (mistakes.OVER_TIME.alt,)),
    ("pairs", "confusion matrix", (mistakes.PAIRS_ALT,)),
    ("pairs", "drill list", (mistakes.DRILL_TITLE,)),
    ("confidence", "four counts of confidence and correctness", ("cs-quadrant", *mistakes.SURENESS)),
    ("confidence", "correct by level", (mistakes.LEVELS_TITLE,)),
    ("confidence", "by domain", [*mistakes.DOMAIN_COLUMNS]),
    ("log", "one mistake at a time, with a suggestion", (*names.CAUSES.values(), mistakes.SKIP)),
    ("log", "all mistakes by kind and domain", (mistakes.SHOWN_LABEL, mistakes.DOMAIN_LABEL, mistakes.CHANGE_LABEL)),
    ("plan", "weeks", (plan.WEEKS.alt,)),
    ("plan", "editable weeks", (plan.TABLE_ALT, plan.SAVE_WEEKS, plan.FREE_WEEKS)),
    ("plan", "weeks that are over", (plan.OVER_TITLE,)),
    ("plan", "calendar export of both kinds", (plan.GET_CALENDAR, *plan.Content)),
    ("plan", "settings", (plan.REST_WEEKDAYS, plan.NUMBERS["lab_budget"], plan.SAVE_PLAN)),
    ("hours", "hours by week, by activity or domain", (hours.WEEKS.alt, *hours.Stack)),
    ("hours", "hours by day", (hours.DAYS.alt,)),
    ("hours", "spent against recommended", (hours.DOMAINS.alt,)),
    ("hours", "in all", (hours.CUMULATIVE.alt,)),
    ("hours", "consistency", (hours.CONSISTENCY.alt,)),
    ("hours", "kinds of work", [*hours.ACTIVITY_COLUMNS]),
    ("hours finished", "low-hour weeks", (hours.LOW_HOUR_TITLE, "The week after")),
    ("labs", "independent labs over time", (labs.KIND_SHARES.alt,)),
    ("labs", "budget, money by domain", (labs.MONEY.alt, labs.WEEK_COSTS.alt)),
    ("labs", "errors an hour", (labs.ERRORS.alt,)),
    ("labs", "lab by lab", (labs.LIST_TITLE,)),
    ("resources", "hours by resource", (resources.HOURS.alt,)),
    ("resources finished", "what followed", (resources.COMPARISON.alt,)),
    ("resources", "resources in numbers", [*resources.USE_COLUMNS]),
    ("booking", "three statements", ("cs-statements", *statements.ANSWERS.values())),
    ("booking", "score distribution", (booking.SCORE.alt,)),
    ("booking", "chance by week", (booking.CHANCE.alt,)),
    ("booking", "inputs", (booking.EXAM_DAY, booking.FEE, booking.WEEK_LABEL, booking.FAIL_LABEL, booking.TARGET)),
    ("booking", "more inputs", (booking.DEADLINE, booking.FREE_RETAKE, booking.CUT_MEAN, booking.ENDING_COST)),
    ("booking", "what moves the chance", (booking.IMPROVEMENTS.alt, booking.HOURS.title, booking.EXAMS.title)),
    ("final-week", "checklist", exam_day.CHECKS.values()),
    ("final-week finished", "days", (exam_day.DAYS.alt,)),
    ("final-week", "settings", (exam_day.NEW_DAYS_LABEL, exam_day.SLEEP_LABEL, exam_day.WEEK_SAVE)),
    ("exam", "facts, what is not published", (exam_card.NOT_PUBLISHED,)),
    ("exam", "notes", (exam_day.NOTES_LABEL, exam_day.NOTES_SAVE)),
    ("result", "record the result", (add.RESULT, add.SCORE)),
    ("result finished", "forecasts against the result", (exam_day.AFTER_TITLE,)),
    ("result finished", "domains then and now", (exam_day.DOMAINS.alt,)),
    ("add", "session, exam, questions, rating", (add.SESSION, add.EXAM, add.QUESTIONS, add.RATINGS)),
    ("add", "result, check-in, edit", (add.OUTCOME, add.CHECK_IN, add.CORRECT)),
    ("add", "timer", (add.START,)),
    ("import", "drop, paste, templates", (data.DROP, mapping.PASTE_LABEL, data.TEMPLATES_BODY)),
    ("import", "what came of the last import", (imports.LAST_IMPORT,)),
    ("file", "contents", (data.CONTENTS,)),
    ("file", "imports, each can be undone", (imports.UNDO_NOW,)),
    ("file", "titles without a domain", (mapping.ASSIGN,)),
    ("file", "saved mappings", (mapping.SAVED_MAPPINGS,)),
    ("file", "own exams", (start.FILE, data.EXAMS_ALT)),
    ("file", "export, backup, restore", (data.EXPORT, data.BACKUP, data.BACKUPS)),
    ("settings", "day and zone", (data.ZONE, data.DAY_STARTS)),
    ("settings", "other settings", (data.DELETE_CONFIRM,)),
)
"""Address, with "finished" or "midway" for the candidate who has passed; what is there; the words that show it."""


@pytest.fixture(scope="module")
def sample(sample_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """Yield one file, open for all pages."""
    store = Store(Path(shutil.copy(sample_file, tmp_path_factory.mktemp("own"))))
    with store.reading():
        add_records(store, OWN_ROWS)
        yield store


@pytest.mark.parametrize("address", dict.fromkeys(address for address, *_ in CAPABILITIES))
def test_every_capability_has_its_place(address: str, sample: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """With a full file and every section open, a page or tab shows what it is for."""
    slug, *when = address.split()
    app = new_page(slug, sample.path, monkeypatch, candidate=ME if when else MAIN_CANDIDATE)
    if when == ["midway"]:
        app.session_state["as_of"] = MIDWAY
    monkeypatch.setattr(st, "expander", partial(st.expander, expanded=True))
    shown = formatting.unescaped("\n".join(_strings_of(checked(app.run()))))
    missing = {
        what: absent
        for at, what, signs in CAPABILITIES
        if at == address and (absent := [sign for sign in signs if sign not in shown])
    }
    assert not missing


def _strings_of(app: AppTest) -> Iterator[str]:
    """Yield all labels, values, charts and alternative texts of a page."""
    for element in app.main:
        if element.proto is not None:
            yield from _strings(element.proto)


def _strings(message: Any) -> Iterator[str]:
    """Yield the texts in a message of Streamlit, and those of its parts."""
    for _, value in message.ListFields():
        for part in value if hasattr(value, "__len__") and not isinstance(value, str | bytes) else (value,):
            if isinstance(part, str):
                yield part
            elif isinstance(part, bytes):  # a table
                yield part.decode(errors="ignore")
            elif hasattr(part, "ListFields"):
                yield from _strings(part)
