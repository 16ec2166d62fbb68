"""Texts of the server for requests that it turns away."""

WRONG_ADDRESS = "Cutscore answers only its own pages. Open the address that `cutscore dashboard` prints.\n"
UNGUARDED = "Start the dashboard with `cutscore dashboard`. Started in another way, it would be open to every program."
