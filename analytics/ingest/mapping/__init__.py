"""What the columns and names of a file can mean, and where the answers are kept."""
