"""The user interfaces: pages in a browser, and the command line."""

import os

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
"""The model solves many small systems, for which waking further threads costs more than they give."""
