"""Restitution debates and workshops: reactions, priorities, causes, solutions."""
