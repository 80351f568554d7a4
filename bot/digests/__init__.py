"""Digests: woken when they are due, put together by the core, and delivered to the platforms served."""
