"""Files for others: JSON, the weekly page and the plan calendar."""
