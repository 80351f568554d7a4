"""Cards become output: plain text, a terminal's, JSON. All share the words of `phrases` and `standing`."""
