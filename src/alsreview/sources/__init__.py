"""Beside the checks: the bibliographic records that claims and facts cite."""
