"""People who log in, and their organisations."""
