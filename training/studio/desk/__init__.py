"""From a notice to an incident and to proposed steps."""
