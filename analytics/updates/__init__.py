"""Everything that changes the store: imports, manual entry, labels, causes and stored forecasts."""
