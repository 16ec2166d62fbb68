"""The dashboard: page settings, navigation, and the chosen page."""

from contextlib import suppress
from functools import partial
from pathlib import Path

import streamlit as st

from analytics.errors import CutscoreError
from dashboard import components, formatting, pages
from dashboard.server.guard import Guard
from dashboard.session import page_state, scope
from dashboard.text import access, common
from dashboard.views import scope_bar


def main() -> None:
    """Set up the window, show the scope bar, and run the chosen page."""
    icon = str(Path(__file__).parent / "static" / "favicon.png")
    st.set_page_config(page_icon=icon, layout="wide", initial_sidebar_state=240)
    if not Guard.is_in_use:
        st.error(access.UNGUARDED)
        return
    has_group = False
    with suppress(CutscoreError):  # the page itself says what is wrong
        has_group = scope.group_exam(scope.current()) is not None
    listed = {
        page.slug: st.Page(
            page.render,
            title=page.title,
            icon=f":material/{page.icon}:",
            url_path=page.url_path,
            default=page is pages.OVERVIEW,
            visibility="hidden" if page is pages.GROUP and not has_group else "visible",
        )
        for page in filter(pages.is_offered, [*pages.PAGES, pages.GROUP])
    }
    renders = {pages.START.slug: (pages.START, pages.START.render)} | {
        address: (view, partial(components.go_to, view)) for address, view in pages.hidden_addresses().items()
    }
    to_first = partial(components.go_to, pages.OVERVIEW)
    hidden = {
        address: st.Page(
            render if pages.is_offered(view) else to_first, title=view.title, url_path=address, visibility="hidden"
        )
        for address, (view, render) in renders.items()
    }
    page_state.register_pages(hidden | listed)
    chosen = st.navigation([*listed.values(), *hidden.values()], expanded=True)  # no sections: invalid lists for axe
    st.set_page_config(f"{chosen.title} · {common.PRODUCT}")
    with components.sentences_for_errors(), formatting.days_as_of(scope.current().today, is_unbroken=True):
        scope_bar.render(chosen.url_path)
        chosen.run()


main()
