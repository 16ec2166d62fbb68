"""Data: its headline, tabs and settings."""

import streamlit as st

from analytics.clock import DayRule
from dashboard import components, pages
from dashboard.forms import database_copies
from dashboard.session import manual_entry, own_database, page_state, scope, stores
from dashboard.text import data as text


def render() -> None:
    with components.sentences_for_errors():
        inventory, today = own_database.inventory(), own_database.today()
        components.headline(
            pages.DATA,
            text.answer(inventory, own_database.updated_on(), today),
            text.sentence(inventory, own_database.last_backup_on(), today),
        )
        if scope.shows_sample():
            components.note(text.OWN_FILE_NOTE)
        components.tabs(pages.DATA)


def settings() -> None:
    with components.sentences_for_errors():
        components.confirmation()
        _day_rule()
        components.section(text.MORE_SETTINGS)
        components.link(pages.PLAN, text.PLAN_SETTINGS)
        components.link(pages.FINAL_WEEK, text.FINAL_WEEK_SETTINGS)
        with st.container(border=True, key="box_delete"):
            components.section(text.DELETE)
            database_copies.delete_everything(own_database.inventory())


@components.form
def _day_rule() -> None:
    rule, zones, key = own_database.day_rule(), own_database.zones(), f"day_{manual_entry.form_key()}"
    components.section(text.DAY)
    st.markdown(text.DAY_BODY)
    with st.form("day_rule"):
        zone_at, starts_at = st.columns(2)
        zone = zone_at.selectbox(text.ZONE, zones, zones.index(rule.zone), key=f"{key}_zone")
        starts = starts_at.selectbox(
            text.DAY_STARTS,
            range(24),
            rule.day_starts_h,
            format_func=text.hour,
            help=text.DAY_STARTS_HELP,
            key=f"{key}_h",
        )
        if components.save_button(text.SAVE, rule, key=f"save_{key}"):
            stores.own_store().set_day_rule(own_database.candidate_id(), DayRule(zone, starts))
            page_state.rerun_with(text.saved(zone, starts))
