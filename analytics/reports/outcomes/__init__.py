"""Forecasts and attempts: each result compared with what was expected."""
