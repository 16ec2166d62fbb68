"""Practice exams: whether scores have settled, and what else they show."""

from dashboard import components, pages
from dashboard.text import stabilization as text

render = components.tabbed(
    pages.PRACTICE, text.answer, text.sentence, is_closed=lambda report: report.readiness.is_closed
)
