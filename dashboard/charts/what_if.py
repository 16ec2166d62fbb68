"""Charts of what would change the chance of passing."""

import plotly.graph_objects as go

from analytics.reports.decision.what_if import WhatIf
from dashboard import formatting, theme
from dashboard.charts import layout, marks
from dashboard.text import what_if as text


def hours(what_if: WhatIf) -> go.Figure:
    """Draw what the week's hours would add in each domain, in blueprint order."""
    figure = go.Figure()
    gains = what_if.hours[::-1]
    points = [gain.whole_week.scaled(100) for gain in gains]
    marks.ranges(figure, [gain.domain_id for gain in gains], points, hovers=[*map(text.hover, points)])
    layout.name_rows(figure, {gain.domain_id: gain.name for gain in what_if.hours})
    marks.zero_line(figure)
    height = layout.rows_height(len(gains), [gain.name for gain in gains])
    return layout.finish(figure, x_title=text.HOURS.x_axis, height=height)


def exams(what_if: WhatIf) -> go.Figure:
    """Draw the uncertainty that each kind of practice exam would leave, against today's."""
    figure = go.Figure()
    gains = what_if.exams[::-1]
    whole = [formatting.unescaped(text.exam_name(gain)) for gain in gains]
    names = [layout.wrapped(name, width=layout.ROW_CHARS, most_lines=layout.ROW_LINES) for name in whole]
    points = [gain.half_width for gain in gains]
    marks.ranges(figure, names, points, hovers=[*map(text.hover, points)])
    figure.add_vline(x=what_if.half_width, line={"color": theme.QUIET, "width": 2})
    layout.label_above(figure, what_if.half_width, text.NOW, xanchor="right")
    layout.finish(figure, x_title=text.EXAMS.x_axis, height=layout.FRAME_PX + layout.row_px(names) * len(names))
    return figure.update_xaxes(range=[0, 1.1 * what_if.half_width]).update_yaxes(showgrid=False)
