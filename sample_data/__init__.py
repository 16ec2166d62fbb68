"""Two invented preparations as canonical files, written by `sample_data.generate`.

`truth.json` has the parameters that they were drawn from.
"""
