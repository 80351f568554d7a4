"""How often tests that try at random try: a little in `make test`, ten times as often in `make soak`."""

import os

SOAK = bool(os.environ.get("DATELINE_SOAK"))


def often(usual: int) -> int:
    """Returns how often to try what is usually tried *usual* times."""
    return usual * 10 if SOAK else usual
