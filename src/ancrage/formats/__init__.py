"""Files only: bytes in, plain dataclasses out. No Django, no room."""
