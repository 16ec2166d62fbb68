"""The tab of settings, and deleting everything."""

from collections.abc import Callable, Mapping

import streamlit as st

from analytics.clock import DayRule
from analytics.store.inventory import Inventory
from dashboard import components
from dashboard.forms import database_copies
from dashboard.session import own_database, page_state
from dashboard.text import data as text

HOURS = range(24)


def render() -> None:
    """Draw the day and its zone, and at the very end the deletion."""
    with components.sentences_for_errors():
        components.success(page_state.take_note())
        components.sections(_SECTIONS, own_database.inventory())


def _day_rule() -> None:
    """Ask for the time zone and the hour at which a day begins."""
    rule = own_database.day_rule()
    zones = own_database.zones()
    st.markdown(text.DAY_BODY)
    with st.form("day_rule"):
        zone = st.selectbox(text.ZONE, zones, zones.index(rule.zone))
        starts = st.selectbox(
            text.DAY_STARTS, HOURS, rule.day_starts_h, format_func=text.hour, help=text.DAY_STARTS_HELP
        )
        if st.form_submit_button(text.SAVE):
            with components.sentences_for_errors():
                own_database.set_day_rule(DayRule(zone, starts))
                page_state.leave_note(text.saved(zone, starts))
                st.rerun()


_SECTIONS: Mapping[str, Callable[[Inventory], None]] = {
    text.DAY: lambda _: _day_rule(),
    text.DELETE: database_copies.delete_everything,
}
"""Only open sections are drawn."""
