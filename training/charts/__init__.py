"""Numbers made ready for the SVG macros."""
