"""The landing page: the state of the preparation, and the one next action."""
