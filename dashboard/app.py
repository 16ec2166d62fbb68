"""The dashboard: page settings, navigation, and the page that is asked for."""

from pathlib import Path

import streamlit as st

from dashboard import components, session
from dashboard.text import common
from dashboard.views import (
    add,
    audit,
    booking,
    data,
    exam_day,
    final_week,
    hours,
    labs,
    mastery,
    mistakes,
    pace,
    plan,
    record,
    resources,
    scope_bar,
    stabilization,
    start,
    week,
)

FAVICON = str(Path(__file__).parent / "static" / "favicon.png")


def main() -> None:
    """Set the page up, show the bar of choices, and run the chosen page."""
    st.set_page_config(page_title=common.PRODUCT, page_icon=FAVICON, layout="wide")
    pages = [
        st.Page(week.render, title=common.PAGE_WEEK, default=True),
        st.Page(audit.render, title=common.PAGE_AUDIT, url_path="audit"),
        st.Page(mastery.render, title=common.PAGE_MASTERY, url_path="mastery"),
        st.Page(mistakes.render, title=common.PAGE_MISTAKES, url_path="mistakes"),
        st.Page(pace.render, title=common.PAGE_PACE, url_path="pace"),
        st.Page(plan.render, title=common.PAGE_PLAN, url_path="plan"),
        st.Page(hours.render, title=common.PAGE_HOURS, url_path="hours"),
        st.Page(labs.render, title=common.PAGE_LABS, url_path="labs"),
        st.Page(resources.render, title=common.PAGE_RESOURCES, url_path="resources"),
        st.Page(stabilization.render, title=common.PAGE_STABILISATION, url_path="stabilisation"),
        st.Page(booking.render, title=common.PAGE_BOOKING, url_path="booking"),
        st.Page(final_week.render, title=common.PAGE_LAST_WEEK, url_path="last-week"),
        st.Page(exam_day.render, title=common.PAGE_EXAM_DAY, url_path="exam-day"),
        st.Page(record.render, title=common.PAGE_RECORD, url_path="record"),
        st.Page(start.render, title=common.PAGE_START, url_path="start"),
        st.Page(add.render, title=common.PAGE_ADD, url_path="add"),
        st.Page(data.render, title=common.PAGE_DATA, url_path="data"),
    ]
    session.remember_pages(pages)
    page = st.navigation(pages, expanded=True)  # without sections: their markup is no sound list for a screen reader
    with components.sentences_for_errors():
        scope_bar.render()
        page.run()


main()
