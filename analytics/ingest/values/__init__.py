"""Turn the text of a cell into a value."""
