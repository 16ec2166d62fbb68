"""What the weeks ahead are for: the plan's calendar, its proposals, and what to study next."""
