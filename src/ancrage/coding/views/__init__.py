"""The pages of reading, one noun a file."""
