"""Group: everyone who prepares for one exam, and who needs attention first."""

import textwrap
from collections.abc import Sequence
from functools import partial

import streamlit as st

from analytics.exports.canonical import csv_text
from analytics.reports.group.attention import Concern, Member
from analytics.reports.group.report import GroupReport
from dashboard import components, pages
from dashboard.session import reports, scope
from dashboard.text import group as text
from dashboard.text import navigation

COLUMNS, LONG_NAME_COLUMNS = (112, 13, 206, 28), (152, 18, 166, 22)
"""Pixels and letters of the name column, then of the reasons; on a phone, long names break anywhere."""

NAMES_ALONE = (184, 24)  # of a table without reasons
NAME_LINES = 4
"""Longer names are cut, to keep rows low."""

LINE_PX, FRAME_PX, ROW_PX, LEAST_PX = 18, 14, 35, 66
"""Height of a line, of a row's padding, of a usual row, and of the lowest row in which Streamlit wraps text."""

HEAD_PX, SHOWN_ROWS = 38, 8.5
"""Height of the header, and rows in view; the half row shows that more follow."""


def render() -> None:
    shown = scope.current()
    exam_code = scope.group_exam(shown)
    if exam_code is None:
        if shown.exam_code is None:
            components.empty_state(pages.GROUP, shown)
        else:
            components.headline(pages.GROUP, text.ALONE_TITLE, text.ALONE)
        return
    with st.spinner(text.COMPUTING):  # thousands take seconds, once for each change of the file
        report = reports.group(shown, exam_code)
    components.headline(pages.GROUP, text.headline(report), text.sentence(report, scope.blueprints(shown)[exam_code]))
    groups = scope.groups(shown)
    if len(groups) > 1:
        chosen = st.selectbox(navigation.EXAM, groups, [*groups].index(exam_code))
        if chosen != exam_code:
            scope.choose_candidate(groups[chosen][0], chosen)
            st.rerun()
    _people(report, exam_code)
    components.section(text.BANDS_TITLE)
    most = st.column_config.ProgressColumn(format="%d", min_value=0, max_value=len(report.members))
    st.dataframe(
        text.all_bands(report.members), hide_index=True, alt=text.BANDS_ALT, column_config={text.BAND_PEOPLE: most}
    )
    components.section(text.DOMAINS_TITLE)
    components.note(text.domains_note(report))
    if report.domains:
        components.table(text.DOMAIN_COLUMNS, report.domains)
    components.section(text.PAIRS_TITLE)
    if report.pairs:
        components.table(text.PAIR_COLUMNS, report.pairs[: text.SHOWN_PAIRS])
    else:
        components.note(text.NO_PAIRS)
    components.how_computed(text.METHOD, [])


def _people(report: GroupReport, exam_code: str) -> None:
    """Draw the matching people; those who need no attention are folded unless nobody else matches."""
    members = _matching(report.members)
    components.note(text.ORDER if members else text.NO_MATCH)
    if not members:
        return
    concerned = [one for one in members if one.concerns] or members  # they come first
    others = members[len(concerned) :]
    _table(concerned, exam_code)
    if others:
        components.sections({text.others(len(others)): partial(_table, others)}, exam_code)
    rows = [*map(text.row, members)]
    file = csv_text([*rows[0]], (row.values() for row in rows)).encode("utf-8-sig")  # spreadsheets guess without a mark
    st.download_button(text.DOWNLOAD, file, text.FILE, on_click="ignore")


def _table(members: Sequence[Member], exam_code: str) -> None:
    """Draw people with their reasons for attention; selecting a row opens the person."""
    rows = [*map(text.sortable, map(text.row, members))]
    has_reasons = any(row[text.ATTENTION] for row in rows)
    has_long_names = any(len(word) > COLUMNS[1] for row in rows for word in str(row[text.NAME]).split())
    *beside, reason_px, reason_chars = LONG_NAME_COLUMNS if has_long_names else COLUMNS
    name_px, name_chars = beside if has_reasons else NAMES_ALONE
    names = max(len(textwrap.wrap(str(row[text.NAME]), name_chars)) for row in rows)
    reasons = max(len(textwrap.wrap(str(row[text.ATTENTION]), reason_chars)) for row in rows)
    n_lines = max(reasons, min(names, NAME_LINES))
    row_px = ROW_PX if n_lines == 1 else max(LEAST_PX, FRAME_PX + LINE_PX * n_lines)
    event = st.dataframe(
        rows if has_reasons else [{name: row[name] for name in row if name != text.ATTENTION} for row in rows],
        hide_index=True,
        alt=text.PEOPLE_ALT,
        key="group_people" if has_reasons else "group_others",
        on_select="rerun",
        selection_mode="single-row",
        height=HEAD_PX + round(row_px * min(len(rows), SHOWN_ROWS)) if has_reasons else "auto",
        row_height=row_px,
        placeholder="",
        column_config={
            text.NAME: st.column_config.TextColumn(width=name_px, pinned=True),
            text.ATTENTION: st.column_config.TextColumn(width=reason_px),
            text.CHANGE: st.column_config.NumberColumn(format="%d"),
            text.HOURS: st.column_config.NumberColumn(format="%.1f h"),
            text.LAST_ON: st.column_config.DateColumn(format="D MMM YYYY"),
            text.EXAM_ON: st.column_config.DateColumn(format="D MMM YYYY"),
        },
    )
    if event.selection.rows:
        scope.choose_candidate(members[event.selection.rows[0]].candidate_id, exam_code)
        components.go_to(pages.OVERVIEW)


def _matching(members: Sequence[Member]) -> list[Member]:
    search, reason, band = st.columns(3)
    wanted = search.text_input(text.SEARCH, key="group_search")
    reasons = {one: text.CONCERNS[one] for one in Concern if any(one in member.concerns for member in members)}
    with reason:
        concern = components.choose(text.REASONS, reasons, placeholder=text.ANY, key="group_reason")
    bands = [str(row[text.BAND]) for row in text.all_bands(members)]
    of_band = band.selectbox(text.BANDS, bands, None, placeholder=text.ANY, key="group_band")
    return text.matching(members, wanted, concern, of_band)
