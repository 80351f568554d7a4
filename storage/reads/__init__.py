"""Reads of the record: every question a reader may ask, answered with complete values."""
