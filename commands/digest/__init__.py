"""Digests: what a channel is told of its own accord, and when."""
