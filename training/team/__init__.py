"""What managers see of their people."""
