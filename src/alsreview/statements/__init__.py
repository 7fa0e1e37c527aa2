"""Room 2: documents become statements."""
