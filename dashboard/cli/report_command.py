"""`cutscore report`: the weekly check-in as text, JSON or HTML."""

import json
from datetime import date
from pathlib import Path

from analytics.errors import ExitCode
from analytics.estimation.caches import cache_forecasts
from analytics.estimation.candidate import fit_candidate
from analytics.exports.canonical import write_atomically
from analytics.reports.outcomes.forecast_record import forecast_record
from analytics.reports.this_week import week_report
from dashboard.cli.database import blueprint_from_option, chosen_subject, open_existing_store
from dashboard.cli.dialogue import print_message
from dashboard.outputs import weekly_page
from dashboard.outputs.week_json import week_json
from dashboard.text import terminal, terminal_week

FORMAT_OF_ENDING = {".html": "html", ".htm": "html", ".json": "json"}


def run_report(
    *,
    db: Path | None = None,
    exam: str | None = None,
    candidate: str | None = None,
    as_of: date | None = None,
    output_format: str | None = None,
    out: Path | None = None,
) -> int:
    output_format = output_format or FORMAT_OF_ENDING.get(out.suffix.lower() if out else "")
    store = open_existing_store(db)
    chosen_exam = blueprint_from_option(store, exam)
    with store.reading():
        name, blueprint, day = chosen_subject(store, candidate, chosen_exam, as_of)
        revision = store.revision()
    fitted = fit_candidate(store, blueprint, name, day)
    report = week_report(fitted)
    if output_format == "json":
        record = forecast_record(fitted)
        cache_forecasts(store, fitted.cached_forecasts, record.computed, revision=revision)
        text = json.dumps(week_json(report, record), indent=2)
    else:
        text = weekly_page.page(report) if output_format == "html" else terminal_week.week(report)
    if out is None:
        print(text)
    else:
        write_atomically(store, out, text + "\n")
        print_message(terminal.REPORT_WRITTEN.format(path=terminal.on_one_line(out)))
    return ExitCode.DONE
