"""Ancrage: action research on social cohesion, from what people say to what is decided."""
