"""Forms by which a candidate types something in; one module per kind of row."""
