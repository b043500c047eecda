"""The spine: findings, evidence links, stakes, leads, recommendations."""
