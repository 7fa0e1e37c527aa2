"""alsreview: a content-accuracy linter and review workflow for health content."""

__version__ = "0.1.0"
