"""The staff desk: what waits, one comment's page, and what the care for comments leaves behind."""
