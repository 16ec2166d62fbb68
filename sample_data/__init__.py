"""Two invented preparations as canonical files, and the generator that made them.

`sample_data.generate` has both as functions; `truth.json` has the parameters that were drawn from.
"""
