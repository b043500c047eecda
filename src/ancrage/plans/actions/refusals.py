"""Why a sheet, a decision or a follow-up stays as it was."""


class Refusal(Exception):
    """Nothing was written; ``field`` is what to mend, empty where nothing is."""

    field = ""


class NoOwner(Refusal):
    """Nobody leads an action that is adopted."""

    field = "led_by"


class NoTerm(Refusal):
    """An adopted action has no date."""

    field = "due_on"


class TermTooEarly(Refusal):
    """The term precedes the start, or the decision itself."""

    field = "due_on"


class NoReason(Refusal):
    """A decision that must say why doesn't."""

    field = "reason"


class NoRecipient(Refusal):
    """An action is handed over to nobody."""

    field = "handed_to"


class NoDecider(Refusal):
    """A decision says by nobody that it was taken."""

    field = "by_whom"


class NotYet(Refusal):
    """A decision or a follow-up is dated in the future."""

    field = "on"


class BeforeAdoption(Refusal):
    """A follow-up is dated before the action was adopted."""

    field = "recorded_on"


class Decided(Refusal):
    """A sheet on which the site decided can't be deleted."""


class NotWithdrawn(Refusal):
    """An edition that nobody can withdraw."""
