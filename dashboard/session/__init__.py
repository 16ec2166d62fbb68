"""Open stores, caches and session state: the only package that touches any of them."""
