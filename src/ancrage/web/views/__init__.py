"""The pages of the front, one subject a file."""
