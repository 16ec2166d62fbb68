"""The `cutscore` command: one module a command, or a group of small ones."""
