"""Study: the plan, the hours, labs and resources."""

from dashboard import components, pages
from dashboard.text import hours as text

render = components.tabbed(pages.STUDY, text.answer, text.sentence, is_closed=lambda report: report.audit.is_closed)
