"""Reports, frozen publications and exports."""
