"""The weekly check-in as one self-contained page that prints on A4, to send to a mentor.

No script and no request: the charts are drawn as vectors, and every text is escaped.
"""

import html
from collections.abc import Sequence
from datetime import date

from analytics.reports.decision.booking import ChanceOnDay
from analytics.reports.decision.readiness import Readiness
from analytics.reports.study.weekly_hours import WeekHours
from analytics.reports.this_week import ExposedDomain, WeekReport
from dashboard import formatting, theme
from dashboard.text import audit as audit_text
from dashboard.text import common, statements
from dashboard.text import hours as hours_text
from dashboard.text import week as text

WIDTH, HEIGHT, LEFT, RIGHT, TOP, BOTTOM = 420, 150, 52, 10, 10, 22
SHOWN_WEEKS = 14
LONGEST_NOTE = 320
"""Letters of a reflection that the page has room for."""

STYLE = """
@page { size: A4; margin: 12mm 14mm; }
* { box-sizing: border-box; }
body { font: 11.5px/1.33 system-ui, sans-serif; color: #111; background: #fff; max-width: 690px; margin: 1.5em auto;
  padding: 0 1em; }
@media print { body { margin: 0; padding: 0; max-width: none; } }
h1 { font-size: 1.5em; margin: 0 0 .2em; } h2 { font-size: 1.05em; margin: .8em 0 .15em; } p { margin: .25em 0; }
.answer { font-size: 1.2em; } .note { color: #555; }
.number { display: inline-block; min-width: 5em; }
.pair { display: grid; grid-template-columns: 1fr 1fr; gap: 0 1.6em; }
@media screen and (max-width: 560px) { .pair { grid-template-columns: 1fr; } }
table { border-collapse: collapse; width: 100%; }
th, td { text-align: left; vertical-align: top; padding: .1em .6em .15em 0; border-bottom: 1px solid #ddd; }
svg { width: 100%; height: auto; display: block; } svg text { font: 12px system-ui, sans-serif; fill: #555; }
"""


def page(report: WeekReport) -> str:
    """Write the page."""
    title = f"{common.PAGE_WEEK}: {report.readiness.exam_code}, {formatting.full_day(report.as_of)}"
    gaps = [[gap.name, audit_text.lost(gap), str(gap.n_items)] for gap in report.largest_gaps]
    hours = f"{text.hours_value(report)}. {text.hours_note(report)}"
    parts = [
        f"<h1>{_safe(title)}</h1>",
        _paragraph(text.answer(report), "answer"),
        _paragraph(f"{text.forecast(report)} {text.evidence(report)}"),
        _pair(
            _section(text.CHANCE_TITLE, _chance_chart(report) or _paragraph(text.NO_CHANCE)),
            _section(hours_text.WEEKS_TITLE, _hours_chart(report.hours.weeks[-SHOWN_WEEKS:]) + _paragraph(hours)),
        ),
        _section(text.FOCUS_TITLE, _records(text.week_rows(report)) or _paragraph(text.NO_FOCUS)),
        _section(text.EXPOSED_TITLE, _paragraph(text.exposed(report)) + _exposed(report)),
        _pair(
            _section(statements.TITLE, _statements(report.readiness)),
            _section(text.GAPS_LIST_TITLE, _table([text.DOMAIN, audit_text.LOST, text.ANSWERED], gaps)),
        ),
        _reflections(report),
        _paragraph(text.range_note(report), "note"),
    ]
    return (
        f'<!doctype html>\n<html lang="en"><head><meta charset="utf-8">'
        f'<meta name="viewport" content="width=device-width, initial-scale=1"><title>{_safe(title)}</title>'
        f"<style>{STYLE}</style></head>\n<body>\n" + "\n".join(parts) + "\n</body></html>"
    )


def _safe(words: str) -> str:
    """Escape text; the backslashes that keep Markdown from reading it are not wanted here."""
    return html.escape(formatting.unescaped(words))


def _paragraph(words: str, kind: str = "") -> str:
    return f'<p class="{kind}">{_safe(words)}</p>' if words.strip() else ""


def _section(title: str, body: str) -> str:
    return f"<section><h2>{_safe(title)}</h2>\n{body}</section>"


def _pair(left: str, right: str) -> str:
    return f'<div class="pair">{left}{right}</div>'


def _statements(answer: Readiness) -> str:
    """Write stable, ready and genuine, each with its reason."""
    return "".join(_paragraph(f"{name} {value}. {reason}") for name, value, reason in statements.rows(answer))


def _reflections(report: WeekReport) -> str:
    """Write what was noted in the last seven days, as far as there is room."""
    notes = [text.reflection(one) for one in report.recent_reflections]
    shown = "".join(_paragraph(formatting.cut(note, LONGEST_NOTE)) for note in notes[:2])
    return _section(text.REFLECTION_TITLE, shown) if shown else ""


def _records(rows: Sequence[dict[str, str]]) -> str:
    return _table(list(rows[0]), [list(row.values()) for row in rows]) if rows else ""


def _table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Write a table."""
    header = "".join(f"<th>{_safe(cell)}</th>" for cell in head)
    body = "".join("<tr>" + "".join(f"<td>{_safe(cell)}</td>" for cell in row) + "</tr>" for row in rows)
    return f"<table><thead><tr>{header}</tr></thead><tbody>{body}</tbody></table>"


def _svg(marks: str, alt: str, *, height: int = HEIGHT) -> str:
    return f'<svg viewBox="0 0 {WIDTH} {height}" role="img" aria-label="{_safe(alt)}">{marks}</svg>'


def _y(share: float) -> float:
    """Place a part of the axis, 0 at the bottom."""
    return round(TOP + (HEIGHT - TOP - BOTTOM) * (1 - share), 1)


def _grid(labels: Sequence[tuple[float, str]]) -> str:
    """Draw the lines across with their names."""
    return "".join(
        f'<line x1="{LEFT}" x2="{WIDTH - RIGHT}" y1="{_y(s)}" y2="{_y(s)}" stroke="#ddd"/>'
        f'<text x="{LEFT - 6}" y="{_y(s) + 4}" text-anchor="end">{name}</text>'
        for s, name in labels
    )


def _ends(first: date, last: date) -> str:
    """Name the first and the last day under the axis."""
    return (
        f'<text x="{LEFT}" y="{HEIGHT - 4}">{formatting.day(first)}</text>'
        f'<text x="{WIDTH - RIGHT}" y="{HEIGHT - 4}" text-anchor="end">{formatting.day(last)}</text>'
    )


def _chance_chart(report: WeekReport) -> str:
    """Draw the chance of passing by week with its range; the present day is marked. Nothing before any result."""
    if not report.readiness.n_practice_exams:
        return ""
    points: Sequence[ChanceOnDay] = [*report.history[:-1], *report.ahead]
    first, last = points[0].day.toordinal(), points[-1].day.toordinal()
    scale = (WIDTH - LEFT - RIGHT) / max(1, last - first)

    def x(day: date) -> float:
        return round(LEFT + (day.toordinal() - first) * scale, 1)

    upper = [f"{x(p.day)},{_y(p.chance.high)}" for p in points]
    lower = [f"{x(p.day)},{_y(p.chance.low)}" for p in reversed(points)]
    middle = [f"{x(p.day)},{_y(p.chance.value)}" for p in points]
    now = x(report.as_of)
    marks = (
        _grid([(s, f"{round(100 * s)}{formatting.PERCENT}") for s in (0.0, 0.5, 1.0)])
        + _ends(points[0].day, points[-1].day)
        + f'<polygon points="{" ".join(upper + lower)}" fill="{theme.ESTIMATE_ON_PAPER}" fill-opacity=".25"/>'
        f'<polyline points="{" ".join(middle)}" fill="none" stroke="{theme.ESTIMATE_ON_PAPER}" stroke-width="2"/>'
        f'<line x1="{now}" x2="{now}" y1="{TOP}" y2="{HEIGHT - BOTTOM}" stroke="#888" stroke-dasharray="4 3"/>'
    )
    return _svg(marks, text.CHANCE_ALT)


def _hours_chart(weeks: Sequence[WeekHours]) -> str:
    """Draw the hours of each week as a bar before the plan's band; nothing without a week."""
    top = max((max(week.hours, week.band[1] if week.band else 0.0) for week in weeks), default=0.0)
    if not top:
        return ""
    step = (WIDTH - LEFT - RIGHT) / len(weeks)
    marks = []
    for place, week in enumerate(weeks):
        x = LEFT + place * step
        if week.band:
            low, high = week.band[0] / top, week.band[1] / top
            marks.append(
                f'<rect x="{x:.1f}" y="{_y(high)}" width="{step:.1f}" height="{max(1.0, _y(low) - _y(high)):.1f}" '
                'fill="#ccc"/>'
            )
        marks.append(
            f'<rect x="{x + step * 0.2:.1f}" y="{_y(week.hours / top)}" width="{step * 0.6:.1f}" '
            f'height="{_y(0) - _y(week.hours / top):.1f}" fill="{theme.ESTIMATE_ON_PAPER}" fill-opacity=".75"/>'
        )
    axis = _grid([(s, formatting.hours(s * top)) for s in (0.0, 0.5, 1.0)])
    return _svg(axis + "".join(marks) + _ends(weeks[0].week_on, weeks[-1].week_on), hours_text.WEEKS_ALT)


def _exposed(report: WeekReport) -> str:
    """Set for each domain its part of the loss beside its part of the hours since, each as a bar with its number."""
    if not report.exposed:
        return ""
    head = "".join(f"<th>{_safe(name)}</th>" for name in (text.DOMAIN, text.LOST_LABEL, text.SPENT_LABEL))
    rows = "".join(
        f"<tr><td>{_safe(row.name)}</td>"
        f"<td>{_number(text.lost_of(row))}{_bar(row.share_of_loss, '#888')}</td>"
        f"<td>{_spent(report, row)}</td></tr>"
        for row in report.exposed
    )
    return f"<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"


def _spent(report: WeekReport, row: ExposedDomain) -> str:
    bar = _bar(row.share_of_hours, theme.ESTIMATE_ON_PAPER) if report.hours_since_last_exam else ""
    return f"{_number(text.part_of_hours(report, row))}{bar}"


def _number(words: str) -> str:
    return f'<span class="number">{_safe(words)}</span>'


def _bar(share: float, colour: str) -> str:
    """Draw a part of the whole as a bar of at most 120 pixels, on the line of its number."""
    width = round(120 * share, 1)
    return (
        f'<svg viewBox="0 0 126 10" style="width:126px;height:10px;display:inline-block" aria-hidden="true">'
        f'<rect width="{width}" height="10" fill="{colour}"/></svg>'
    )
