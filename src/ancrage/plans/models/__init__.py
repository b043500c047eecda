"""The models of the room, one noun a file."""

from ancrage.plans.models.action import Action, FollowUp, SiteReturn

__all__ = ["Action", "FollowUp", "SiteReturn"]
