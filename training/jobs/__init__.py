"""Periodic work: ticks that find durable rows by their state."""
