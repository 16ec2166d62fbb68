"""The weekly check-in as one self-contained page that prints on A4, to send to a mentor.

No script and no request: the one chart is drawn as vectors, and every text is escaped.
"""

import html
from collections.abc import Sequence
from datetime import date

from analytics.reports.booking import ChanceOnDay
from analytics.reports.readiness import Readiness
from analytics.reports.this_week import WeekReport
from dashboard import formatting, theme
from dashboard.text import common, statements
from dashboard.text import week as text

WIDTH, HEIGHT, LEFT, BOTTOM = 640, 170, 44, 24

STYLE = """
@page { size: A4; margin: 18mm; }
body { font: 13.5px/1.4 system-ui, sans-serif; color: #111; max-width: 680px; margin: 2em auto; padding: 0 1em; }
h1 { font-size: 1.5em; margin-bottom: .2em; } h2 { font-size: 1.05em; margin: 1em 0 .2em; } p { margin: .4em 0; }
.answer { font-size: 1.15em; } .note { color: #555; }
table { border-collapse: collapse; width: 100%; }
th, td { text-align: left; padding: .12em .6em .25em 0; border-bottom: 1px solid #ddd; }
svg { width: 100%; height: auto; } svg text { font: 11px system-ui, sans-serif; fill: #555; }
"""


def page(report: WeekReport) -> str:
    """Write the page."""
    title = f"{common.PAGE_WEEK}: {report.readiness.exam_code}, {formatting.full_day(report.as_of)}"
    gaps = [[gap.name, formatting.whole_range(gap.lost), str(gap.n_items)] for gap in report.largest_gaps]
    exposed = [[row.name, text.lost_of(row), text.part_of_hours(report, row)] for row in report.exposed]
    parts = [
        f"<h1>{_safe(title)}</h1>",
        _paragraph(text.answer(report), "answer"),
        _section(text.CHANCE_TITLE, _chance_chart([*report.history[:-1], *report.ahead], report.as_of)),
        _paragraph(f"{text.forecast(report)} {text.evidence(report)}"),
        _section(statements.TITLE, _statements(report.readiness)),
        _section(common.PAGE_HOURS, _paragraph(f"{text.hours_value(report)}. {text.hours_note(report)}")),
        _section(text.GAPS_LIST_TITLE, _table([text.DOMAIN, text.LOST, text.ANSWERED], gaps)),
        _section(text.EXPOSED_TITLE, _paragraph(text.exposed(report)) + _exposed_table(exposed)),
        _section(text.FOCUS_TITLE, _paragraph(text.focus(report))),
        _paragraph(text.range_note(report), "note"),
    ]
    return (
        f'<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><title>{_safe(title)}</title>'
        f"<style>{STYLE}</style></head>\n<body>\n" + "\n".join(parts) + "\n</body></html>"
    )


def _safe(words: str) -> str:
    """Escape text; the backslashes that keep Markdown from reading it are not wanted here."""
    return html.escape(formatting.unescaped(words))


def _paragraph(words: str, kind: str = "") -> str:
    return f'<p class="{kind}">{_safe(words)}</p>' if words.strip() else ""


def _section(title: str, body: str) -> str:
    return f"<h2>{_safe(title)}</h2>\n{body}"


def _statements(answer: Readiness) -> str:
    """Write stable, ready and genuine, each with its reason."""
    return "".join(_paragraph(f"{name} {value}. {reason}") for name, value, reason in statements.rows(answer))


def _exposed_table(rows: Sequence[Sequence[str]]) -> str:
    return _table([text.DOMAIN, text.LOST_LABEL, text.SPENT_LABEL], rows) if rows else ""


def _table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Write a table."""
    header = "".join(f"<th>{_safe(cell)}</th>" for cell in head)
    body = "".join("<tr>" + "".join(f"<td>{_safe(cell)}</td>" for cell in row) + "</tr>" for row in rows)
    return f"<table><thead><tr>{header}</tr></thead><tbody>{body}</tbody></table>"


def _chance_chart(points: Sequence[ChanceOnDay], as_of: date) -> str:
    """Draw the chance of passing by week with its range; the present day is marked."""
    first, last = points[0].day.toordinal(), points[-1].day.toordinal()
    scale = (WIDTH - LEFT - 10) / max(1, last - first)

    def x(day: date) -> float:
        return round(LEFT + (day.toordinal() - first) * scale, 1)

    def y(share: float) -> float:
        return round((HEIGHT - BOTTOM) * (1 - share) + 6, 1)

    upper = [f"{x(p.day)},{y(p.chance.high)}" for p in points]
    lower = [f"{x(p.day)},{y(p.chance.low)}" for p in reversed(points)]
    middle = [f"{x(p.day)},{y(p.chance.value)}" for p in points]
    grid = "".join(
        f'<line x1="{LEFT}" x2="{WIDTH - 10}" y1="{y(s)}" y2="{y(s)}" stroke="#ddd"/>'
        f'<text x="{LEFT - 6}" y="{y(s) + 4}" text-anchor="end">{round(100 * s)}{formatting.PERCENT}</text>'
        for s in (0.0, 0.25, 0.5, 0.75, 1.0)
    )
    days = "".join(
        f'<text x="{x(p.day)}" y="{HEIGHT - 4}" text-anchor="{anchor}">{formatting.day(p.day)}</text>'
        for p, anchor in ((points[0], "start"), (points[-1], "end"))
    )
    return (
        f'<svg viewBox="0 0 {WIDTH} {HEIGHT}" role="img" aria-label="{_safe(text.CHANCE_ALT)}">{grid}{days}'
        f'<polygon points="{" ".join(upper + lower)}" fill="{theme.ESTIMATE_ON_PAPER}" fill-opacity=".25"/>'
        f'<polyline points="{" ".join(middle)}" fill="none" stroke="{theme.ESTIMATE_ON_PAPER}" stroke-width="2"/>'
        f'<line x1="{x(as_of)}" x2="{x(as_of)}" y1="6" y2="{HEIGHT - BOTTOM}" stroke="#888" stroke-dasharray="4 3"/>'
        "</svg>"
    )
