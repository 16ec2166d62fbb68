"""Messages beside the results, on stderr."""

import sys

from dashboard.text import terminal


def print_message(sentence: str) -> None:
    """Print to stderr."""
    print(terminal.literal(sentence), file=sys.stderr)
