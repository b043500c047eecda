"""The pages of actions, one noun a file."""
