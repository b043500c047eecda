"""The pages of the evidence chain, one noun a file."""
