"""Find the tables of a file, and how they are laid out."""
