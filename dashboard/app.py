"""The dashboard: page settings, navigation, and the chosen page."""

from pathlib import Path

import streamlit as st

from dashboard import components, formatting
from dashboard.pages import PAGES
from dashboard.session import page_state, scope
from dashboard.text import common
from dashboard.views import scope_bar

FAVICON = str(Path(__file__).parent / "static" / "favicon.png")


def main() -> None:
    """Set up the window, show the scope bar, and run the chosen page."""
    st.set_page_config(page_title=common.PRODUCT, page_icon=FAVICON, layout="wide")
    components.style()
    pages = {
        page.slug: st.Page(
            page.render,
            title=page.title,
            icon=f":material/{page.icon}:",
            url_path=page.url_path,
            default=page is PAGES[0],
        )
        for page in PAGES
    }
    page_state.register_pages(pages)
    chosen = st.navigation(list(pages.values()), expanded=True)  # no sections: screen readers get no valid list
    with components.sentences_for_errors(), formatting.days_as_of(scope.current().as_of):
        scope_bar.render()
        chosen.run()


main()
