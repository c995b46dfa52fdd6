"""People from a file: read (pure), planned (pure), then applied in one transaction, and undone."""
