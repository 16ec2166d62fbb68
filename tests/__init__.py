"""The rules that the product holds, one test each."""
