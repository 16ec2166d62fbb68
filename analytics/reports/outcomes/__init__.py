"""What came of forecasts and attempts: each result beside what was expected."""
