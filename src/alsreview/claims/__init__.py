"""Room 3: the claims kept of statements, and their store."""
