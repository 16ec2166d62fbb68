"""Help texts of the commands and their options."""

from dashboard.text.shapes import words

DESCRIPTION = "Where you stand before a certification exam, what to study next, and whether to book."

COMMANDS = words("commands")

OPTIONS = words("options")
