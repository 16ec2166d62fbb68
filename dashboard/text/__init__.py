"""Every sentence that a person reads, one module per page; the command line reads the same."""
