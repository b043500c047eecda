"""Numbers only: arrays in, results out. No Django, no files."""
