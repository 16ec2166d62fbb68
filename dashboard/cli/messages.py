"""Messages beside the results, on stderr."""

import sys

from dashboard.text import terminal


def print_message(sentence: str) -> None:
    """Print a sentence to stderr, its control characters escaped."""
    print(terminal.literal(sentence), file=sys.stderr)
