"""From bytes to rows of cells."""
