"""The canonical files: columns, row rules and the study plan."""
