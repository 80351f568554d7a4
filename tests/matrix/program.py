"""`dateline run` as a program of its own that serves Matrix, to be killed and started again."""

import asyncio
import signal
import sys
from pathlib import Path
from shutil import copyfile

from storage.registry import Place, Registry
from tests.cli.program import environment
from tests.matrix.conftest import DESK
from tests.matrix.homeserver import Account, Homeserver
from tests.matrix.people import SECONDS

ROOT = Path(__file__).parent.parent.parent


class Program:
    """The program, in a folder of its own with a configuration and a desk."""

    def __init__(
        self, folder: Path, homeserver: Homeserver, account: Account, sample: Path, *, token: bool = True
    ) -> None:
        self.folder = folder
        self.account = account
        self._process: asyncio.subprocess.Process | None = None
        self._log = folder / "log"
        (folder / "data").mkdir(parents=True)
        copyfile(sample, folder / "data" / f"{DESK}.db")
        (folder / "config.toml").write_text(
            f'[log]\nfile = "{self._log}"\n[matrix]\nhomeserver = "{homeserver.url}"\n'
            f'user = "{account.user}"\n' + ('token_env = "DATELINE_MATRIX_TOKEN"\n' if token else "")
        )

    @property
    def store(self) -> Path:
        """The folder of its keys."""
        return self.folder / "data" / "matrix"

    def settle(self, room: str) -> None:
        """Has a room answered from the desk that holds the sample story."""
        Registry(self.folder / "data").settle(Place("matrix", room), DESK)

    def said(self) -> str:
        """Returns its log."""
        return self._log.read_text() if self._log.exists() else ""

    async def start(self, *, ready: bool = True) -> None:
        """Starts it, and waits until it follows its rooms."""
        before = self.said().count("Answering on Matrix")
        env = environment(PYTHONPATH=str(ROOT), DATELINE_MATRIX_TOKEN=self.account.token)
        self._process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "bot", "run", cwd=self.folder, env=env, stderr=asyncio.subprocess.PIPE
        )
        async with asyncio.timeout(SECONDS):
            while ready and self.said().count("Answering on Matrix") == before:
                assert self._process.returncode is None, (await self._process.communicate())[1].decode()
                await asyncio.sleep(0.02)

    async def end(self, how: signal.Signals = signal.SIGTERM) -> tuple[int, str]:
        """Ends it, and returns its exit status and what it wrote to standard error."""
        assert self._process is not None
        if self._process.returncode is None:
            self._process.send_signal(how)
        return await self.end_of_itself()

    async def end_of_itself(self) -> tuple[int, str]:
        """Waits until it ends, and returns what `end` does."""
        assert self._process is not None
        _, err = await asyncio.wait_for(self._process.communicate(), SECONDS)
        return self._process.returncode or 0, err.decode()
