"""Reading: codebook, codings and memos."""
