"""Counts of completion that are kept, so that a page reads hundreds of rows and not a million."""
