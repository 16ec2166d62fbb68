"""The `cutscore` command."""
