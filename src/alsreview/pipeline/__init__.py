"""Joins the rooms: documents in, one frozen result out."""
