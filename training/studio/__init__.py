"""Where authors write incidents and scenarios and publish releases."""
