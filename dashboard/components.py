"""Building blocks of pages: they place things and compute nothing."""

import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial, wraps
from pathlib import Path
from typing import Any, Generic, ParamSpec, TypeVar, TypeVarTuple

import plotly.graph_objects as go
import streamlit as st
from streamlit.navigation.page import StreamlitPage

from analytics.blueprints.model import ExamBlueprint
from analytics.errors import EXHAUSTED, TOO_LARGE_TO_HOLD, CutscoreError
from dashboard import environment, formatting, pages
from dashboard.charts import layout
from dashboard.pages import Form, Page, Tab, View
from dashboard.session import page_state, reports, scope, stores
from dashboard.session.caching import cached_figure
from dashboard.session.scope import Scope
from dashboard.text import common, navigation
from dashboard.text.names import error_sentence
from dashboard.text.shapes import ChartText, Columns, table_rows

Item = TypeVar("Item")
K = TypeVar("K")
P = ParamSpec("P")
R = TypeVar("R")
Ts = TypeVarTuple("Ts")
TAB = "tab"
"""The name of the open tab in the address."""
FORM = "form"
"""The name of the open form in the address, and the key of its choice."""

_to_top = st.components.v2.component(
    "cutscore_to_top",  # Streamlit scrolls up only for another page
    js="""export default () => {
      document.querySelector("[data-testid=stMain]").scrollTo(0, 0)
    }""",
)

_SCRIPT = Path(__file__).with_suffix(".js").read_text(encoding="utf-8")
_sidebar = st.components.v2.component("cutscore_sidebar", js=_SCRIPT)

CHART_CONFIG = {"displaylogo": False, "modeBarButtons": [["toImage"]], "responsive": True}


@dataclass(frozen=True, slots=True)
class PageContext(Generic[R]):
    """What a view needs to draw its page."""

    scope: Scope
    exam: ExamBlueprint
    report: R

    @property
    def is_fixed(self) -> bool:
        """Whether nothing can be changed here: the page shows the sample, or the dashboard is read-only."""
        return self.scope.is_sample or environment.is_read_only()


def page(
    of: View[R], **options: Callable[[Scope], object]
) -> Callable[[Callable[[PageContext[R]], None]], Callable[[], None]]:
    """Pass a view its scope, exam and report, with `options` read from the scope; without an exam, say what to do."""

    def decorate(view: Callable[[PageContext[R]], None]) -> Callable[[], None]:
        @wraps(view)
        def render() -> None:
            shown = scope.current()
            exam = scope.blueprint(shown)
            if exam is None or of.report is None:
                empty_state(of, shown)
                return
            values: dict[str, Any] = {name: read(shown) for name, read in options.items()}
            view(PageContext(shown, exam, reports.cached(of.report, shown, **values)))

        return render

    return decorate


def headline(of: View[Any], answer: str, sentence: str = "") -> None:
    """Open a page with its name in small type, its answer as the title, and one sentence."""
    with st.container(key="eyebrow"):
        st.caption(of.title)  # plain HTML comes late, and would move the title
    st.title(answer, anchor=False)
    if sentence:
        st.markdown(sentence)


def tabs(of: Page[Any], *, first: Tab[Any] | None = None) -> None:
    """Place the tabs of a page; only the open one is drawn, and the address names it."""
    shown = [*filter(pages.is_offered, of.tabs)]
    names, key = [tab.title for tab in shown], f"{TAB}_{of.slug}"
    page_state.open_tab(key, TAB, names)
    panes = st.tabs(
        names,
        default=first.title if first else None,
        key=key,
        on_change=page_state.name_in_address,  # not bound to it: a bound name could not be left by `go_to`
        args=(TAB, key),
    )
    for tab, place in zip(shown, panes, strict=True):
        if place.open:
            with place:
                tab.render()


def tabbed(
    of: Page[R], answer: Callable[[R], str], sentence: Callable[[R], str], *, is_closed: Callable[[R], bool]
) -> Callable[[], None]:
    """Return the view of a page with an answer, its tabs, and a sentence, which says so if the exam is closed."""

    @page(of)
    def render(shown: PageContext[R]) -> None:
        report, closed = shown.report, common.closed(shown.exam, shown.scope.as_of)
        headline(of, answer(report), closed if is_closed(report) else sentence(report))
        tabs(of)

    return render


def sections(fills: Mapping[str, Callable[[K], object]], shown: K) -> None:
    """Place a folded section for each title; only open ones are drawn."""
    for title, fill in fills.items():
        place = st.expander(title, key=title, on_change="rerun")
        if place.open:
            with place:
                fill(shown)


def table(columns: Columns[Item], items: Iterable[Item]) -> None:
    st.table(table_rows(columns, items))


def numbers_table(columns: Columns[Item], items: Iterable[Item]) -> None:
    """Place a table of what a chart shows, folded."""
    sections({common.SAME_IN_NUMBERS: partial(table, columns)}, items)


def sidebar_script() -> None:
    """Run the page again when the theme changes, and fold the sidebar of a phone once it leads to another page."""
    _sidebar(data=st.context.theme.type)


def chart(words: ChartText, draw: Callable[[*Ts], go.Figure], *drawn: *Ts, key: str) -> None:
    figure(cached_figure(draw, *drawn), alt=words.alt, key=key)


def titled_chart(words: ChartText, draw: Callable[[*Ts], go.Figure], *drawn: *Ts, key: str) -> None:
    section(words.title)
    chart(words, draw, *drawn, key=key)


def folded_chart(words: ChartText, draw: Callable[[K], go.Figure], shown: K, *, key: str) -> None:
    sections({words.title: lambda one: chart(words, draw, one, key=key)}, shown)


def figure(drawn: go.Figure, *, alt: str, key: str, **options: Any) -> Any:
    """Place a figure with its alternative text; return what is selected in it, if the options allow that."""
    return st.plotly_chart(
        cached_figure(layout.with_years, drawn),
        width="stretch",
        config=CHART_CONFIG,
        alt=alt,
        key=f"{key}_{st.context.theme.type}",
        **options,
    )


def how_computed(method: str, inputs: Sequence[tuple[str, str]]) -> None:
    """Place the method in words, folded, with its inputs and their values."""

    def fill(inputs: Sequence[tuple[str, str]]) -> None:
        st.markdown(method)
        if inputs:
            named_values(inputs)

    sections({common.HOW_COMPUTED: fill}, inputs)


def named_values(values: Iterable[tuple[str, str]]) -> None:
    st.table([{"What": name, "Value": value} for name, value in values])


def section(title: str) -> None:
    st.header(title, anchor=False)


def _unless_empty(place: Callable[[str], object]) -> Callable[[str], None]:
    """Let a function place a sentence only if there is one."""

    def placed(sentence: str) -> None:
        if sentence:
            place(sentence)

    return placed


note, warning, success = _unless_empty(st.caption), _unless_empty(st.warning), _unless_empty(st.success)


def entry(draw: Callable[P, None]) -> Callable[P, None]:
    """Draw a form, or one sentence instead while the dashboard is read-only."""

    @wraps(draw)
    def unless_read_only(*args: P.args, **options: P.kwargs) -> None:
        if environment.is_read_only():
            note(common.READ_ONLY)
        else:
            draw(*args, **options)

    return unless_read_only


def form(draw: Callable[P, None]) -> Callable[P, None]:
    """Run a form as a fragment: an input redraws only the form, a save the whole page.

    A confirmation that nothing above has shown appears below it until the next input.
    """

    @entry
    @st.fragment
    @wraps(draw)
    def alone(*args: P.args, **options: P.kwargs) -> None:
        with sentences_for_errors(), formatting.days_as_of(scope.current().today, is_unbroken=True):
            draw(*args, **options)
            success(page_state.take_note())

    return alone


def confirmation() -> None:
    """Place the confirmation of a save at the top of a page, and bring the top into view."""
    sentence = page_state.take_note()
    success(sentence)
    if sentence:
        _to_top(data=time.monotonic())  # it scrolls again only for other data


@contextmanager
def sentences_for_errors() -> Iterator[None]:
    """Show errors that the user can fix as sentences."""
    try:
        yield
    except CutscoreError as error:
        st.error(formatting.literal(error_sentence(error)))
    except EXHAUSTED:
        st.error(TOO_LARGE_TO_HOLD)


def act(do: Callable[[*Ts], object], *given: *Ts) -> None:
    """Run a callback, and keep the sentence that it returns for the next run."""
    with sentences_for_errors():
        done = do(*given)
        if isinstance(done, str):
            page_state.leave_note(done)


def action(label: str, do: Callable[[*Ts], object], *given: *Ts, **options: Any) -> None:
    st.button(label, on_click=act, args=(do, *given), **options)


def save_button(label: str, filled_with: object, *, key: str, in_form: bool = True, **options: Any) -> bool:
    """Place a save button, and return whether to save; if the values were changed elsewhere, first say so."""
    page_state.note_fill(key, filled_with)
    if not (st.form_submit_button if in_form else st.button)(label, key=key, **options):
        return False
    is_unchanged = page_state.is_fill(key, filled_with)
    if not is_unchanged:
        st.error(common.CHANGED_UNDER_FORM)
    return is_unchanged


def first_steps(sentences: Sequence[str], to: View[Any] = pages.ADD) -> None:
    """Place the steps that fill a page, with links; in a read-only dashboard, say that it is empty."""
    if environment.is_read_only():
        note(common.NOTHING_RECORDED)
        return
    bullets(sentences, is_numbered=True)
    link(to, navigation.ADD_DATA)
    link(pages.IMPORT, common.GO_TO_DATA)


def link(to: View[Any], label: str, *, for_entry: bool = False) -> None:
    """Link to another page or tab if it is offered; `for_entry` needs a dashboard that can change data."""
    if not pages.is_offered(to) or (for_entry and environment.is_read_only()):
        return
    target, query_params = _place_of(to)
    if target is not None:
        st.page_link(target, label=f"**{label}**\u00a0→", icon="", query_params=query_params)


def as_link(label: str) -> str:
    return f":primary[**{label}**\u00a0→]"


def go_to(to: View[Any]) -> None:
    """Show another page or tab; if only one page runs, run it again."""
    target, query_params = _place_of(to)
    if target is None:
        st.rerun()
    st.switch_page(target, query_params=query_params)


def _place_of(to: View[Any]) -> tuple[StreamlitPage | None, Mapping[str, str]]:
    """Return the page that shows a view, if it can be linked to, and what opens its tab or form there."""
    slug, opened = to.slug, dict[str, str]()
    if isinstance(to, Form):
        slug, opened = pages.DATA.slug, {TAB: pages.ADD.title, FORM: to.title}
    elif isinstance(to, Tab):
        slug, opened = pages.page_with(to).slug, {TAB: to.title}
    return page_state.registered_page(slug), opened


def choose(label: str, names: Mapping[K, str], chosen: K | None = None, **options: Any) -> K | None:
    """Place a choice of one thing by its name, and return it."""
    index = next((place for place, one in enumerate(names) if one == chosen), None)
    found: K | None = st.selectbox(label, list(names), index, format_func=lambda one: names[one], **options)
    return found


def bullets(sentences: Sequence[str], *, is_numbered: bool = False) -> None:
    """Place a list of short sentences, with numbers or bullets; a single one has neither."""
    listed = [f"{f'{number}.' if is_numbered else '-'} {sentence}" for number, sentence in enumerate(sentences, 1)]
    if sentences:
        st.markdown("\n".join(listed if len(sentences) > 1 else sentences))


def empty_state(of: View[Any], shown: Scope) -> None:
    headline(of, common.EMPTY_TITLE)
    with st.container(border=True):
        body = common.NO_BLUEPRINT_BODY if scope.candidates(shown) else common.EMPTY_BODY
        st.markdown(common.NOTHING_RECORDED if environment.is_read_only() else body)
        link(pages.START, common.GO_TO_START)
        link(pages.IMPORT, common.GO_TO_DATA)
        if stores.has_sample() and not shown.is_sample:
            st.button(navigation.SHOW_SAMPLE, on_click=act, args=(scope.show_sample, True))
