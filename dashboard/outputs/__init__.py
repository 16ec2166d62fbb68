"""What leaves the product for others to read: JSON, the weekly page and the plan calendar."""
