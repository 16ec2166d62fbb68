"""Charts: a report in, a Plotly figure out; no Streamlit, and no arithmetic but units."""
