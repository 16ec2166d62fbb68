"""Turn bytes into rows of cells."""
