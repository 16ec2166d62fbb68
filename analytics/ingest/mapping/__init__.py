"""What the columns and names of a file can mean, and the answers about it."""
