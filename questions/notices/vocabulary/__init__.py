"""The words by which things are recognised, as tables, Japanese and English side by side."""
