"""Pages of a study's frame, one subject a file."""
