"""Everything that changes the store."""
