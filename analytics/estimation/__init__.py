"""From the store's rows to a fitted candidate."""
