"""Reports in, plotly figures out; no streamlit, no arithmetic beyond units."""
