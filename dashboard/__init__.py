"""The faces of the product: pages in a browser, and the command line."""
