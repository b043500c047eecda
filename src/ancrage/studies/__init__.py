"""Studies: questions, hypotheses, axes, sites, themes, steps, members, sourced facts."""
