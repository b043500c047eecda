"""Pages of reports: writing, publishing, reading."""
