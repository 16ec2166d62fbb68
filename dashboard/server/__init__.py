"""The dashboard's server: Streamlit behind a guard that turns strangers away."""
