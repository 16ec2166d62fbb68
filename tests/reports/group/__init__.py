"""All who prepare for one exam, for a mentor."""
