"""Where study hours go: gaps, plan, hours, labs, and resources."""
