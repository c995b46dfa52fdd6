"""From a checked quiz to its next release: reviewed by somebody else, compared, and remembered."""
