"""The weekly check-in as plain text."""

from analytics.reports.planning.expected_losses import GapBasis
from analytics.reports.this_week import WeekReport
from dashboard import formatting
from dashboard.text import audit, common, navigation, overview, statements, verdicts
from dashboard.text import week as week_text
from dashboard.text.terminal import literal
from dashboard.text.terminal_reports import ADD_RESULT, aligned_line, by_domain, statement_lines


@formatting.dated
def week(report: WeekReport) -> str:
    title, answer = week_text.title(report), week_text.answer(report)
    by = overview.RATED if report.hours.audit.basis is GapBasis.SELF_RATINGS else "by domain"
    by = common.NOT_THE_RESULT if report.has_passed else by
    gaps = by_domain([(gap.name, audit.lost(gap)) for gap in report.hours.audit.domains])
    first = answer if answer.startswith(title) else f"{title}{'' if title.endswith('?') else '.'} {answer}".rstrip()
    verdict, costs = week_text.verdict(report), report.readiness.own_costs
    lines = [
        f"{week_text.subject(report)}: {first}",
        aligned_line(navigation.BOOKING, verdict) if verdict else "",
        verdicts.assumed_costs(costs.inputs, costs.currency) if verdict and costs else "",
        ADD_RESULT if report.readiness.awaited_result_on else "",
        statements.scored(report.last_forecast),
        week_text.evidence(report),
        *statement_lines(report.readiness),
        aligned_line(week_text.hours_title(report), f"{week_text.hours_value(report)}. {week_text.hours_note(report)}"),
        *([f"{audit.LOST}, {by}:", *gaps] if overview.are_gaps_known(report) else []),
        week_text.last_exam(report),
        week_text.study_next(report),
        common.next_exam(report.readiness),
        week_text.focus(report),
        week_text.by_gaps(report),
        *(week_text.reflection(one) for one in report.recent_reflections),
    ]
    return literal(formatting.unescaped("\n".join(filter(None, lines))))
