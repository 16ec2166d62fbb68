"""Texts for browsers and programs that the server does not let in."""

WRONG_ADDRESS = "Cutscore answers only its own pages. Open the address that `cutscore dashboard` prints.\n"
UNGUARDED = "Start the dashboard with `cutscore dashboard`. Started in another way, it would be open to every program."

NO_LENGTH = "An upload must state its length."

LOCKED_TITLE = "This dashboard is private"
LOCKED = (
    "To get in, open the full address that <code>cutscore dashboard</code> printed in the terminal. "
    "It is new each time the dashboard starts."
)
RESTARTED = "The dashboard was restarted.\nOpen the full address that\nit printed in the terminal."
ALREADY_OPEN = "Is the dashboard open in this browser already?"
TRY_AGAIN = "Try again"
TOO_MUCH = "A page holds at most {mb} MB of files. Remove some of them, or import them with `cutscore import`."


def opening(address: str) -> str:
    return f'<!doctype html><meta charset="utf-8"><meta http-equiv="refresh" content="0; url={address}">\n'
