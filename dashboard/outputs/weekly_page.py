"""The weekly check-in as a page for A4, with charts as SVG, and without scripts or requests."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined, Template

from analytics.reports.study.weekly_hours import WeekHours
from analytics.reports.this_week import WeekReport
from dashboard import formatting, theme
from dashboard.charts import overview, plain_marks
from dashboard.text import audit as audit_text
from dashboard.text import chances, common, navigation, statements
from dashboard.text import overview as overview_text
from dashboard.text import week as text

SHOWN_WEEKS = 14
SHOWN_NOTES = 2
LONGEST_NOTE = 320


@dataclass(frozen=True, slots=True)
class Frame:
    """The pixel coordinates of a chart's axes."""

    width: int = 420
    height: int = 150
    left: int = 52
    right: int = 410
    top: int = 10
    bottom: int = 128

    def y(self, share: float) -> float:
        """Return the y coordinate of a share of the axis, 0 at the bottom."""
        return round(self.top + (self.bottom - self.top) * (1 - share), 1)


FRAME = Frame()
GRID = (0.0, 0.5, 1.0)


@dataclass(frozen=True, slots=True)
class Bar:
    """A rectangle: the plan's range or a week's hours."""

    x: str
    y: float
    width: str
    height: str
    is_plan: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawing:
    """A chart: labeled grid lines, its first and last day, and bars, or a line up to today and one ahead."""

    grid: Sequence[tuple[float, str]]
    first: str
    last: str
    bars: Sequence[Bar] = ()
    line: str = ""
    ahead: str = ""
    now: float = 0.0
    now_y: float = 0.0


@formatting.dated
def page(report: WeekReport) -> str:
    """Return the page as HTML, without the picture of people before any evidence and after the exam."""
    ready, notes = report.readiness, report.recent_reflections[:SHOWN_NOTES]
    has_people = not (ready.has_ended or ready.is_prior_only)
    return _template().render(
        report=report,
        style=plain_marks.style(),
        people=overview.circles(report) if has_people else "",
        chance=_chance_drawing(report),
        hours=_hours_drawing(report.hours.weeks[-SHOWN_WEEKS:]),
        notes=[formatting.shortened(text.reflection(one), LONGEST_NOTE) for one in notes],
    )


@cache
def _template() -> Template:
    environment = Environment(
        loader=PackageLoader("dashboard.outputs", "."),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {"plain": formatting.unescaped, "start": formatting.capitalized}  # texts are Markdown
    environment.globals |= {"frame": FRAME, "colors": theme.ROLES, "formatting": formatting}
    environment.globals |= {"week": text, "chances": chances, "common": common, "statements": statements}
    environment.globals |= {"audit": audit_text, "navigation": navigation, "overview": overview_text}
    return environment.get_template("weekly_page.html")


def _chance_drawing(report: WeekReport) -> Drawing | None:
    """Return the chance by week up to the exam, None before the first practice exam."""
    if not report.history:
        return None
    points = [(point.day, point.on_exam_day.value) for point in report.history]
    ready, ahead = report.readiness, list[tuple[date, float]]()
    if not report.has_ended:
        ahead = [(day, ready.pass_probability.value) for day in (report.as_of, ready.exam_on)]
    days = [day for day, _ in points + ahead]
    first, last = days[0].toordinal(), days[-1].toordinal()
    scale = (FRAME.right - FRAME.left) / max(1, last - first)

    def x(day: date) -> float:
        return round(FRAME.left + (day.toordinal() - first) * scale, 1)

    def line(points: Sequence[tuple[date, float]]) -> str:
        return " ".join(f"{x(day)},{FRAME.y(chance)}" for day, chance in points)

    return Drawing(
        grid=[(FRAME.y(share), f"{round(100 * share)}{formatting.PERCENT}") for share in GRID],
        first=formatting.day(days[0]),
        last=formatting.day(days[-1]),
        line=line(points),
        ahead=line(ahead),
        now=x(min(report.as_of, days[-1])),
        now_y=FRAME.y(report.history[-1].on_exam_day.value),
    )


def _hours_drawing(weeks: Sequence[WeekHours]) -> Drawing | None:
    """Return each week's hours before the plan's range, None without either."""
    top = max((max(week.hours, week.band.high if week.band else 0.0) for week in weeks), default=0.0)
    if not top:
        return None
    return Drawing(
        grid=[(FRAME.y(share), formatting.hours(share * top)) for share in GRID],
        first=formatting.day(weeks[0].week_on),
        last=formatting.day(weeks[-1].week_on),
        bars=[bar for place, week in enumerate(weeks) for bar in _week_bars(week, place, len(weeks), top)],
    )


def _week_bars(week: WeekHours, place: int, n_weeks: int, top: float) -> list[Bar]:
    step = (FRAME.right - FRAME.left) / n_weeks
    x = FRAME.left + place * step
    bars = []
    if week.band:
        low, high = (FRAME.y(hours / top) for hours in week.band)
        bars.append(Bar(f"{x:.1f}", high, f"{step:.1f}", f"{max(1.0, low - high):.1f}", is_plan=True))
    y = FRAME.y(week.hours / top)
    done = Bar(f"{x + step * 0.2:.1f}", y, f"{step * 0.6:.1f}", f"{FRAME.y(0) - y:.1f}", is_plan=False)
    return [*bars, done]
