"""Communes and EPCI of the official list, and their outlines."""
