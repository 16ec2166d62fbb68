"""The `cutscore` command: a module for each command, or for several small ones."""
