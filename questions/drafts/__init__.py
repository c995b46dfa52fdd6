"""Draft steps: proposed from an incident's facts by patterns, each sentence citing its facts or marked invented."""
