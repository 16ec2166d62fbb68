"""The landing page: where the preparation stands, and the one next action."""
