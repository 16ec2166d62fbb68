"""Where the tables of a file stand, and how they are laid out."""
