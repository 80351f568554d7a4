"""A real Synapse for the tests: on a free port of this machine, with SQLite, and no other server to ask."""

import hashlib
import hmac
import json
import secrets
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

SERVER: Final = "hs.test"
PASSWORD: Final = "a long enough password"  # noqa: S105  # of accounts that live as long as a test

_SECONDS: Final = 60.0
_SHARED: Final = "registers the accounts of the tests"
_OPEN: Final = {"per_second": 10_000, "burst_count": 10_000}


@dataclass(frozen=True, slots=True)
class Account:
    """Somebody who is registered, and logged in once."""

    user: str
    token: str
    device: str


class Homeserver:
    """A Synapse that can be stopped and started again on the same port, with what it holds."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._process: subprocess.Popen[bytes] | None = None
        self.port = _free_port()
        self.limits: dict[str, Any] = {}

    @property
    def url(self) -> str:
        """Where it is asked."""
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        """Starts it, and waits until it answers."""
        self._folder.mkdir(parents=True, exist_ok=True)
        config = self._folder / "homeserver.yaml"
        config.write_text(json.dumps(self._configured()))  # JSON is YAML
        if not (self._folder / "signing.key").exists():
            subprocess.run([*_PROGRAM, "-c", config, "--generate-keys"], check=True, capture_output=True)
        with (self._folder / "output").open("ab") as output:
            self._process = subprocess.Popen(
                [*_PROGRAM, "-c", config], cwd=self._folder, stdout=output, stderr=output
            )
        self._wait()

    def stop(self, how: int = signal.SIGTERM) -> None:
        """Ends it."""
        if self._process is not None:
            self._process.send_signal(how)
            self._process.wait(_SECONDS)
            self._process = None

    def register(self, name: str) -> Account:
        """Registers somebody whose id begins with a name."""
        registering = "/_synapse/admin/v1/register"
        nonce = self.ask("GET", registering)["nonce"]
        user = f"{name}{secrets.token_hex(4)}"
        told = "\0".join([nonce, user, PASSWORD, "notadmin"]).encode()
        made = self.ask(
            "POST",
            registering,
            {
                "nonce": nonce,
                "username": user,
                "password": PASSWORD,
                "admin": False,
                "mac": hmac.new(_SHARED.encode(), told, hashlib.sha1).hexdigest(),
            },
        )
        return Account(made["user_id"], made["access_token"], made["device_id"])

    def ask(self, method: str, path: str, body: object = None, token: str | None = None) -> dict[str, Any]:
        """Asks it for something, and returns its answer."""
        headers = {} if token is None else {"Authorization": f"Bearer {token}"}
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(self.url + path, data, headers, method=method)  # noqa: S310  # http
        with urllib.request.urlopen(request, timeout=_SECONDS) as answer:  # noqa: S310  # as above
            found: dict[str, Any] = json.load(answer)
        return found

    def _wait(self) -> None:
        until = time.monotonic() + _SECONDS
        while time.monotonic() < until:
            try:
                self.ask("GET", "/_matrix/client/versions")
            except OSError:
                if self._process is None or self._process.poll() is not None:
                    break
                time.sleep(0.05)
            else:
                return
        raise RuntimeError(f"Synapse did not start:\n{(self._folder / 'output').read_text()[-4000:]}")

    def _configured(self) -> dict[str, Any]:
        folder = self._folder
        return {
            "server_name": SERVER,
            "listeners": [
                {
                    "port": self.port,
                    "tls": False,
                    "type": "http",
                    "bind_addresses": ["127.0.0.1"],
                    "resources": [{"names": ["client"]}],
                }
            ],
            "database": {"name": "sqlite3", "args": {"database": str(folder / "homeserver.db")}},
            "media_store_path": str(folder / "media"),
            "signing_key_path": str(folder / "signing.key"),
            "log_config": str(_log_config(folder)),
            "registration_shared_secret": _SHARED,
            "macaroon_secret_key": "one",
            "form_secret": "two",
            "report_stats": False,
            "trusted_key_servers": [],
            "federation_domain_whitelist": [],
            "presence": {"enabled": False},
            "bcrypt_rounds": 4,
            "rc_message": _OPEN,
            "rc_registration": _OPEN,
            "rc_login": {"address": _OPEN, "account": _OPEN, "failed_attempts": _OPEN},
            "rc_joins": {"local": _OPEN, "remote": _OPEN},
            "rc_joins_per_room": _OPEN,
            "rc_invites": {"per_room": _OPEN, "per_user": _OPEN, "per_issuer": _OPEN},
            "rc_media_create": _OPEN,
            "rc_room_creation": _OPEN,
            **self.limits,
        }


_PROGRAM: Final = (sys.executable, "-m", "synapse.app.homeserver")


def _log_config(folder: Path) -> Path:
    """Has it log what goes wrong alone, into what the test keeps of its output."""
    path = folder / "log.yaml"
    handler = {"class": "logging.StreamHandler"}
    told = {"version": 1, "handlers": {"out": handler}, "root": {"level": "WARNING", "handlers": ["out"]}}
    path.write_text(json.dumps(told))
    return path


def _free_port() -> int:
    with socket.socket() as made:
        made.bind(("127.0.0.1", 0))
        return int(made.getsockname()[1])
