"""One figure per function: a report in, a plotly figure out."""
