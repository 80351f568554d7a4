"""How long a person waits between two commands, so that nobody floods a channel."""

from collections import OrderedDict
from datetime import datetime
from threading import Lock

from storage.people import Account

_MOST = 10_000
"""So many people's last questions are remembered; of more, the longest ago are forgotten."""


class Cooldowns:
    """When each person asked last, in each desk; lost with the process, which does no harm."""

    def __init__(self) -> None:
        self._asked: OrderedDict[tuple[str, Account], datetime] = OrderedDict()
        self._lock = Lock()

    def wait(self, desk: str, account: Account, now: datetime, seconds: int) -> int:
        """Returns how many seconds somebody has yet to wait; 0 lets them ask, and is remembered."""
        key = (desk, account)
        with self._lock:
            last = self._asked.get(key)
            passed = (now - last).total_seconds() if last is not None else seconds
            if 0 <= passed < seconds:
                return max(1, round(seconds - passed))
            self._asked[key] = now
            self._asked.move_to_end(key)
            if len(self._asked) > _MOST:
                self._asked.popitem(last=False)
        return 0
