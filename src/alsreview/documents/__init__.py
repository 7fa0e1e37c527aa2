"""Room 1: files become documents."""
