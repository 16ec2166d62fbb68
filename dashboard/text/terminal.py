"""Texts of the command line: help, and reports as plain text."""

import shlex
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from analytics.reports.decision.readiness import Readiness
from analytics.reports.this_week import WeekReport
from analytics.store import BackupFile, UndoResult
from analytics.store.restore_preview import RestorePreview
from analytics.updates.import_report import FileImport, ImportReport
from dashboard import formatting
from dashboard.text import audit, booking, chances, common, data, since_last_exam, statements, study_next
from dashboard.text import backups as backups_text
from dashboard.text import imports as imports_text
from dashboard.text import week as week_text

NO_PROBLEMS = "No problems found."
STARTING_ASSUMPTION = "The numbers below are only a starting assumption."
OTHER_COSTS = "Override with --fee, --week-cost and --fail-cost."
MAX_PROBLEMS_SHOWN = 50

NOTHING_CHANGED = "Dry run: nothing was changed."


def literal(text: str) -> str:
    """Escape control characters, so that the terminal shows them and does not run them."""
    plain = text.replace("\u00a0", " ")
    return "".join(c if c.isprintable() or c == "\n" else repr(c)[1:-1] for c in plain)


def import_report(report: ImportReport, database: Path | None = None, *, is_dry_run: bool = False) -> str:
    """Describe an import; `database` is for the undo command, None if it is the default one."""
    imported = "would be imported" if is_dry_run else "imported"
    lines = [NOTHING_CHANGED] if is_dry_run else []
    lines += [line for file in report.files for line in _file_lines(file, imported)]
    total = (
        f"Total: {data.rows(report.read)} read, {report.imported} {imported}, "
        f"{imports_text.skipped(report)}, {report.failed} with problems."
    )
    named = "" if database is None else f" --db {shlex.quote(str(database))}"
    undo = f"This is import {report.batch_id}. Undo with: cutscore undo{named}"
    return literal("\n".join([*lines, total, *([] if report.batch_id is None else [undo])]))


def _file_lines(file: FileImport, imported: str) -> list[str]:
    if file.format is None:
        return [f"{file.file}: not imported. {formatting.capitalized(problem.reason)}" for problem in file.problems]
    lines = [
        f"{file.file} ({file.format}): {data.rows(file.read)} read, {file.imported} {imported}, "
        f"{imports_text.skipped(file)}, {file.failed} with problems."
    ]
    lines += [f"  {notice}" for notice in (*imports_text.left_out(file.left_out), *file.notices)]
    for problem in file.problems[:MAX_PROBLEMS_SHOWN]:
        cell = f"{problem.column} = {problem.value!r}" if problem.column else repr(problem.value)
        where = f"line {problem.line}, " if problem.line else ""
        lines.append(f"  {where}{cell}: {problem.reason}")
    more = len(file.problems) - MAX_PROBLEMS_SHOWN
    return [*lines, f"  and {formatting.counted(more, 'more problem')}; list all with --json"] if more > 0 else lines


def cannot_use(error: OSError) -> str:
    """Describe an error of the system; without a file name it is an error of the output."""
    return f"Cannot use {error.filename or 'the output'}: {error.strerror}. Choose another location."


def port_taken(port: int) -> str:
    return f"Port {port} is in use. Choose another with --port, or omit --port."


def exam_day_has_passed(exam_on: date, as_of: date) -> str:
    return f"The exam day {exam_on} is before {as_of}. The answer is for {as_of} instead."


def deadline_has_passed(deadline: date, as_of: date) -> str:
    return f"The deadline {deadline} is before {as_of}, so there is no day left to book. Choose a later one."


def invalid_value(what: str, value: str, example: str) -> str:
    return f"{value!r} is not a valid {what}; use {example}"


def outside_years(value: str, first: int, last: int) -> str:
    return f"{value} is out of range; use a year from {first} to {last}"


def dashboard_address(address: str) -> str:
    return f"Cutscore is open at {address}  (press Ctrl+C to stop)"


def sample_location(path: Path) -> str:
    return f"The sample is in {path}. Open it with: cutscore dashboard --db {shlex.quote(str(path))}"


def report_written(path: Path) -> str:
    return f"Saved to {path}"


def nobody_prepares(exam_code: str) -> str:
    return f"No candidate in this file is preparing for {exam_code}. Omit --exam to see every exam in the file."


def backup_was_replaced(path: Path) -> str:
    return f"{path}: replaced the backup that was there."


def backups(path: Path, copies: Sequence[BackupFile]) -> str:
    if not copies:
        return literal(f"There are no automatic backups of {path} yet.")
    lines = [
        f"{copy.made_at.astimezone():%Y-%m-%d %H:%M}  {copy.size_bytes / 1e6:8.1f} MB  {copy.path}" for copy in copies
    ]
    return literal("\n".join([*lines, "Preview one with: cutscore restore FILE --dry-run"]))


def restored(replaced: Path | None) -> str:
    return "Backup restored." + ("" if replaced is None else f" {backups_text.replaced_copy(str(replaced))}")


def restore_preview(preview: RestorePreview) -> str:
    head = f"{'':<58}{'now':>10}{'in the backup':>16}"
    lines = [
        f"{f'{row.candidate_id}: {data.KINDS[row.kind][1]}':<58}{row.n_current:>10}{row.n_backup:>16}"
        for row in preview.rows
    ]
    lines.append(f"{'total':<58}{preview.n_current:>10}{preview.n_backup:>16}")
    unreadable = [] if preview.is_current_readable else ["The current file cannot be read. A copy of it is kept."]
    return literal("\n".join([head, *lines, *unreadable]))


def undo_result(result: UndoResult) -> str:
    return literal(formatting.unescaped(imports_text.undo_result(result)))


@formatting.dated
def readiness(answer: Readiness) -> str:
    is_passed = answer.passed_on is not None
    lines = [
        f"{answer.candidate}, {answer.exam_code}: {booking.verdict(answer)}",
        *([f"{common.NO_PRACTICE_EXAM} {STARTING_ASSUMPTION}"] if answer.is_prior_only else []),
        _line("Data up to", formatting.full_day(answer.as_of)),
        *([] if is_passed else _forecast(answer)),
        *booking.why(answer),
        formatting.unescaped(booking.what_helps(answer)),
        _line(formatting.capitalized(common.CUT), formatting.percent_correct.with_range(answer.cut_percent)),
        *_statements(answer),
        *(
            _line("Effect of repeated questions", formatting.unsigned_points.with_range(lift))
            for lift in (answer.inflation,)
            if lift
        ),
        "Expected correct answers on the exam day, by domain:",
        *(
            _line(
                f"  {domain.name}",
                f"{formatting.percent.with_range(domain.mastery)}, {formatting.questions(domain.n_items)}",
            )
            for domain in answer.domains
        ),
        formatting.unescaped(
            study_next.sentence(answer.study_next, {domain.domain_id: domain.name for domain in answer.domains})
        ),
        *_next_exam(answer),
        common.evidence(answer.n_items, answer.n_practice_exams, answer.n_items_seen_before),
        f"Other candidates' data: {common.others_in_use(answer.cohort)}.",
        *booking.caveats(answer),
        *_weighed(answer),
        *([common.missing_sentence(answer.missing)] if answer.missing else []),
        *([f"Replaced by: {', '.join(answer.successors)}."] if "retired" in answer.verdict else []),
    ]
    return literal("\n".join([*(line for line in lines if line), ""]))


@formatting.dated
def week(report: WeekReport) -> str:
    gaps = [_line(f"  {gap.name}", audit.lost(gap)) for gap in report.hours.audit.domains]
    lines = [
        f"{week_text.title(report)}. {week_text.answer(report)}",
        week_text.forecast(report),
        week_text.evidence(report),
        *_statements(report.readiness),
        _line("Hours this week", f"{week_text.hours_value(report)}. {week_text.hours_note(report)}"),
        f"{audit.LOST}, by domain:",
        *gaps,
        since_last_exam.sentence(report),
        week_text.study_next(report),
        week_text.next_exam(report),
        week_text.focus(report),
        week_text.by_gaps(report),
        *(week_text.reflection(one) for one in report.recent_reflections),
    ]
    return literal(formatting.unescaped("\n".join(line for line in lines if line)))


def _statements(answer: Readiness) -> list[str]:
    return [_line(name.removesuffix("?"), f"{value}. {reason}") for name, value, reason in statements.rows(answer)]


def _forecast(answer: Readiness) -> list[str]:
    return [
        _line("Exam day", formatting.full_day(answer.exam_on)),
        _line("Chance of passing", chances.full(answer.pass_probability.value)),
        _line("Expected score", formatting.percent_correct.with_range(answer.percent_correct)),
        *chances.firm(answer),
    ]


def _next_exam(answer: Readiness) -> list[str]:
    ahead = answer.next_practice_exam
    return [] if ahead is None else [_line(common.NEXT_EXAM, common.next_exam(ahead, answer.as_of))]


def _weighed(answer: Readiness) -> list[str]:
    if answer.costs is None or answer.costs_reason is None:
        return []
    name = "Assumed costs" if answer.costs.are_assumed else "Your costs"
    return [f"{name}: {booking.amounts(answer.costs)}. {OTHER_COSTS}"]


def _line(name: str, value: str) -> str:
    return f"{name + ':':<52} {value}"
