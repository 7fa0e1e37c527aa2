"""Kind `approvals`: what a statement says of approved treatments, held against the dated ledger."""

from alsreview.checks.approvals.defaults import DEFAULTS
from alsreview.checks.approvals.definition import Approvals
from alsreview.checks.approvals.engine import literals, run

__all__ = ["DEFAULTS", "Approvals", "literals", "run"]
