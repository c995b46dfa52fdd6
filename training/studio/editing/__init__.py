"""Changing documents: as forms and as a storyboard, in two languages, and by two authors at once."""
