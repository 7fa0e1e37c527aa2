"""Beside the checks: reviewers, sign-offs and what they are worth."""
