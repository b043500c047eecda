"""The models of the room, one noun a file."""

from ancrage.plans.models.action import Action, ActionDecision, FollowUp
from ancrage.plans.models.site_return import PlainWords, SiteReturn

__all__ = ["Action", "ActionDecision", "FollowUp", "PlainWords", "SiteReturn"]
