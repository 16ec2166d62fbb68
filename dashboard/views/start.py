"""The setup at an address of its own, to begin and to change it later."""

from dashboard import components, pages
from dashboard.forms import setup


def render() -> None:
    """Draw the setup."""
    with components.sentences_for_errors():
        setup.render(pages.START)
