"""What several rows of the field do together. The only room that opens the vault."""
