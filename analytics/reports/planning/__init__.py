"""What the weeks ahead are for: the plan's calendar, its proposals, and what to study next.

`study.plan` joins them in one report, and shares each week among its days.
"""
