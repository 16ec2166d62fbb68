"""The product without a screen: files in, estimates and verdicts out."""
