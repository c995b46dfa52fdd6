"""Form fields and validators that features share."""
