"""What waits for an editor's eye: proposals and doubts, and what becomes of them."""
