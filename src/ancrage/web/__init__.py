"""The front: base page, components, home, dashboards, error pages."""
