"""Gap audit: questions likely to be missed by domain, now and over time."""

from dashboard import components, pages
from dashboard.text import audit as text

render = components.tabbed(pages.AUDIT, text.answer, text.sentence, is_closed=lambda report: report.is_closed)
