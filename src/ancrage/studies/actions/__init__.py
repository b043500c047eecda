"""What several rows of a study's frame do together, one noun a file."""

from ancrage.studies.actions.facts import choose_claim, claim_value, record_fact, record_source
from ancrage.studies.actions.lines import StillUsed, add_line, change_row, remove_row
from ancrage.studies.actions.members import AlreadyMember, end_membership, give_role
from ancrage.studies.actions.sites import (
    AlreadySettled,
    NotTheOrder,
    add_site,
    answer_grid,
    change_theme,
    choose_proposal,
    deliver,
    plan_step,
    propose_theme,
    require_output,
    set_proposal_aside,
    withdraw_delivery,
)
from ancrage.studies.actions.study import SlugTaken, change_study, create_study

__all__ = [
    "AlreadyMember",
    "AlreadySettled",
    "NotTheOrder",
    "SlugTaken",
    "StillUsed",
    "add_line",
    "add_site",
    "answer_grid",
    "change_row",
    "change_study",
    "change_theme",
    "choose_claim",
    "choose_proposal",
    "claim_value",
    "create_study",
    "deliver",
    "end_membership",
    "give_role",
    "plan_step",
    "propose_theme",
    "record_fact",
    "record_source",
    "remove_row",
    "require_output",
    "set_proposal_aside",
    "withdraw_delivery",
]
