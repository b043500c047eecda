"""What sites do: action sheets, their follow-up, and what residents read of it."""
