"""Pages of the debates, one noun a file."""
