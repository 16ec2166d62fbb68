"""Overview: where the preparation stands, the next action, and the whole of it on one time axis."""

from collections.abc import Mapping
from functools import partial
from typing import Any

import streamlit as st

from analytics.reports.overview import Action, OverviewReport
from analytics.reports.this_week import PreparationState, WeekReport
from dashboard import components, environment, formatting, pages
from dashboard.charts import marks, plain_marks, spine
from dashboard.charts import overview as charts
from dashboard.components import PageContext
from dashboard.forms import check_in, outcome, plan_weeks, setup
from dashboard.outputs import weekly_page
from dashboard.pages import View
from dashboard.session import exam_settings, page_state, scope
from dashboard.session.caching import cached_figure
from dashboard.text import chances, common, exam_card, method_inputs, navigation
from dashboard.text import overview as text
from dashboard.text import week as week_text

CARD = "next"
"""The key of the next action's card, which the style sheet uses."""

FOCUS_ANCHOR, NOTES_ANCHOR = "planned-and-done", "notes"
TARGETS: Mapping[Action, View[Any]] = {
    Action.ENTER_RESULT: pages.RESULT,
    Action.SEE_FORECASTS: pages.RESULT,
    Action.CHOOSE_SUCCESSOR: pages.START,
    Action.SEE_GAPS: pages.AUDIT,
    Action.CHANGE_EXAM_DATE: pages.PLAN,
    Action.SET_UP: pages.START,
    Action.ENTER_PRACTICE_EXAM: pages.ADD_EXAM,
    Action.NAME_CAUSES: pages.LOG,
    Action.FINAL_WEEK: pages.FINAL_WEEK,
    Action.ADD_EVIDENCE: pages.ADD_EXAM,
    Action.SET_EXAM_DATE: pages.PLAN,
    Action.LOG_STUDY: pages.ADD_SESSION,
    Action.WEIGH_DATE: pages.BOOKING,
    Action.NOTHING: pages.ADD,
}

FOR_ENTRY = frozenset({Action.ENTER_RESULT, Action.CHANGE_EXAM_DATE, Action.SET_EXAM_DATE})
"""Actions that change data, on pages that can also be read."""

ON_THIS_PAGE: Mapping[Action, str] = {Action.CHANGE_FOCUS: FOCUS_ANCHOR, Action.WRITE_NOTE: NOTES_ANCHOR}
"""Actions on this page, by the part of it; not for the sample, or while the dashboard is read-only."""


def render() -> None:
    shown = scope.current()
    if scope.blueprint(shown) is None and not shown.is_sample and pages.is_offered(pages.START):
        _set_up()
    else:
        _preparation()


def start() -> None:
    with components.sentences_for_errors():
        setup.render(pages.START)


def _set_up(report: OverviewReport | None = None) -> None:
    """Draw the setup, and below it the preparation, or its outline before anything is logged."""
    setup.render(pages.OVERVIEW)
    components.section(text.SPINE.title)
    if report is not None and report.week.hours.hours:
        _spine(report)
    else:
        components.chart(text.OUTLINE, spine.outline, key="outline")


def _is_first_setup(page: PageContext[OverviewReport]) -> bool:
    """Return whether to show the setup first: later, a missing rating is only the next action."""
    week = page.report.week
    is_early = week.state is PreparationState.STARTING and week.plan.last_week is None
    return page.report.actions[0] is Action.SET_UP and is_early and not page.is_fixed


@components.page(pages.OVERVIEW, settings=exam_settings.final_week_settings)
def _preparation(page: PageContext[OverviewReport]) -> None:
    report = page.report
    if _is_first_setup(page):
        _set_up(report)
        return
    components.headline(pages.OVERVIEW, week_text.title(report.week), text.sentence(report, page.exam))
    components.confirmation()
    is_final = report.state is PreparationState.FINAL_WEEK
    with st.container(key=report.state):
        places = st.columns([4, 5] if is_final else [5, 4])
    for place, draw in zip(places, (_next, _hero) if is_final else (_hero, _next), strict=True):
        with place, st.container(border=draw is _hero and not _asks_for_result(page)):
            draw(page)
    week = report.week
    if report.state is PreparationState.CLOSED and not (week.practice_exams or week.hours.weeks or week.plan.weeks):
        return  # what follows would only say how to begin
    components.section(text.FINAL_SPINE if is_final else text.SPINE.title)
    _spine(report)
    with st.container(horizontal=True):
        components.link(pages.BOOKING, text.chance_link(report))
        components.link(pages.SCORES, text.EXAMS_LINK)
        components.link(pages.HOURS, text.HOURS_LINK)
    _tiles(report)
    weeks, notes = st.columns([5, 4])
    with weeks:
        _weeks(page)
    with notes:
        has_box = _notes(page)
    with weeks if is_final and has_box else notes:
        _last_exam(report.week)
    with notes:
        st.download_button(
            text.PRINT,
            partial(weekly_page.page, report.week),
            text.PRINTED_FILE.format(as_of=report.week.as_of),
            "text/html",
            on_click="ignore",
        )
    components.how_computed(text.METHOD, method_inputs.readiness(report.week.readiness))


def _asks_for_result(page: PageContext[OverviewReport]) -> bool:
    is_due = page.report.state is PreparationState.RESULT_DUE
    return is_due and not page.scope.is_sample and page.scope.as_of == page.scope.today


def _hero(page: PageContext[OverviewReport]) -> None:
    report, week = page.report, page.report.week
    if _asks_for_result(page):
        outcome.render(page.exam, week.readiness.awaited_result_on, is_next=True)
    elif report.state is PreparationState.PASSED:
        st.html(charts.passed(report, page.exam))
    elif report.state is PreparationState.CLOSED:
        known = scope.blueprints(page.scope)
        codes = week.readiness.successors
        names = [exam_card.title(known[code]) if code in known else formatting.literal(code) for code in codes]
        if names:
            st.html(plain_marks.line("words", text.REPLACED_BY))
            components.bullets(names)
    elif report.state is PreparationState.FINAL_WEEK:
        if not week.readiness.is_prior_only:
            st.html(charts.circles(week))
            st.markdown(" ".join([chances.possible_move_now(week.readiness), week_text.failed_attempt(week)]))
        with st.container(gap="xxsmall"):
            for one in report.final_week.checks:
                st.markdown(text.check(report, one))
    elif week.readiness.is_prior_only:
        st.html(charts.missed(week))
    else:
        st.html(charts.people(week))


def _next(page: PageContext[OverviewReport]) -> None:
    """Draw the card of the next action, and links to the two after it."""
    report = page.report
    actions = [one for one in report.actions if not (page.is_fixed and one in ON_THIS_PAGE)] or [Action.NOTHING]
    if _asks_for_result(page):
        components.link(pages.PLAN, text.NOT_TAKEN, for_entry=True)
    else:
        with st.container(key=CARD, gap="xxsmall"):
            components.note(text.NEXT)
            words = text.action_words(report, actions[0])
            components.section(words.heading)
            st.markdown(words.note)
            _do(page, actions[0], words.button)
    for action in actions[1:]:
        label = text.action_words(report, action).heading
        if action in ON_THIS_PAGE:
            components.note(f"[**{label}**\u00a0\N{DOWNWARDS ARROW}](#{ON_THIS_PAGE[action]})")
        else:
            components.link(TARGETS[action], label, for_entry=action in FOR_ENTRY)
    if report.state is PreparationState.PASSED and not page.scope.is_sample:
        latest = scope.exam_codes(page.scope)[0]
        if latest != page.exam.code:
            label = components.as_link(text.CONTINUE.format(formatting.literal(latest)))
            components.action(label, scope.choose_exam, latest, type="tertiary")
        components.link(pages.START, navigation.OTHER_EXAM)


def _do(page: PageContext[OverviewReport], action: Action, label: str) -> None:
    if action is Action.CHANGE_FOCUS:
        plan_weeks.next_focus(page.report.week, page.exam, is_next=True)
    elif action is Action.WRITE_NOTE:
        check_in.note(page.report.week, page.exam, is_next=True)
    elif not pages.is_offered(TARGETS[action]) or (action in FOR_ENTRY and environment.is_read_only()):
        return
    elif st.button(label, type="primary", key="do_next"):
        components.go_to(TARGETS[action])


def _spine(report: OverviewReport) -> None:
    """Draw the whole preparation; a click on a practice exam opens the table of them."""
    if report.week.practice_exams:
        st.html(marks.exam_key(report.week.practice_exams))
    drawn = cached_figure(spine.spine, report)
    event = components.figure(drawn, alt=text.SPINE.alt, key="spine", on_select="rerun", selection_mode="points")
    if any(spine.is_of_practice_exams(drawn, point["curve_number"]) for point in event["selection"]["points"]):
        page_state.set_input(common.SAME_IN_NUMBERS, True)
        components.go_to(pages.SCORES)


def _tiles(report: OverviewReport) -> None:
    week, grid = report.week, st.grid(4, min_column_width=150, border=True)
    hours = (week_text.hours_value(week), week_text.hours_note(week))
    tiles: list[tuple[str, tuple[str, str], str, View[Any]]] = [
        (week_text.hours_title(week), hours, charts.hours(week), pages.HOURS),
        (text.GAPS_TILE, text.gaps_tile(week), charts.gaps(week), pages.AUDIT),
        (text.EXAM_TILE, text.exam_tile(week), charts.last_exam(week), pages.FORECASTS),
        (text.CAUSES_TILE, text.causes_tile(report), charts.causes(report), pages.CAUSES),
    ]
    for label, (value, note), picture, to in tiles:
        with grid.cell():
            head = plain_marks.line("label", label) + plain_marks.line("tile-number", value)
            st.html(head + picture + plain_marks.line("note", note))
            components.link(to, to.title)


def _weeks(page: PageContext[OverviewReport]) -> None:
    report, week = page.report, page.report.week
    st.header(week_text.WEEKS_TITLE, anchor=FOCUS_ANCHOR)
    components.bullets([f"**{name}**: {done}" for name, done in week_text.weeks(week)] or [week_text.NO_FOCUS])
    if week.has_ended:
        return
    if report.actions[0] is not Action.CHANGE_FOCUS:
        components.note(week_text.by_gaps(week))
        if not (page.is_fixed or report.state is PreparationState.FINAL_WEEK):
            plan_weeks.next_focus(week, page.exam)
    st.markdown(f"{common.next_exam(week.readiness)} {week_text.next_forecast(week)}")


def _last_exam(week: WeekReport) -> None:
    """Draw what the last practice exam showed, and the hours since if there are enough."""
    if week.last_exam:
        components.section(text.EXAM_TILE)
    st.markdown(week_text.last_exam(week))
    if week.compares_hours:
        components.folded_chart(week_text.LAST_EXAM, charts.losses_and_hours, week, key="since_last_exam")


def _notes(page: PageContext[OverviewReport]) -> bool:
    """Ask for a note on the week unless the next action does, and list earlier ones; return whether it is asked for."""
    week = page.report.week
    can_write = not (page.is_fixed or week.has_ended) and page.report.actions[0] is not Action.WRITE_NOTE
    if can_write:
        st.header(week_text.NOTE_TITLE, anchor=NOTES_ANCHOR)
        check_in.note(week, page.exam)
    if week.reflections:
        with st.expander(week_text.EARLIER_TITLE):
            components.bullets([week_text.reflection(one) for one in week.reflections])
    return can_write
