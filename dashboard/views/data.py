"""Data: what comes in, what is there, what goes out."""

from dashboard import components, pages
from dashboard.session import own_database, scope
from dashboard.text import data as text


def render() -> None:
    """Draw the answer and the tabs."""
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
