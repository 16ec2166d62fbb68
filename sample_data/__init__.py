"""Two invented preparations as canonical files, and their generator.

`sample_data.generate` makes both; `truth.json` has the parameters they were drawn from.
"""
