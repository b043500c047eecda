"""Sealed identities and originals, by opaque identifiers."""
