"""`dateline run`, `matrix login` and `matrix verify` as programs of their own."""

import asyncio
import re
from pathlib import Path

from tests.cli.program import dateline
from tests.matrix.homeserver import PASSWORD, Account, Homeserver
from tests.matrix.people import Somebody
from tests.matrix.program import Program


async def test_it_answers_until_sigterm_and_leaves_each_desk_as_one_file(
    homeserver: Homeserver, account: Account, ann: Somebody, tmp_path: Path, sample_file: Path
) -> None:
    program = Program(tmp_path / "bot", homeserver, account, sample_file)
    await program.start()
    room = await ann.room(account.user)
    program.settle(room)
    await ann.joined(room, account.user)
    answer = await ann.asks(room, "!claim 7")
    assert "Russia has regained the whole" in answer["content"]["body"]
    status, err = await program.end()
    assert (status, err) == (0, "")
    assert "Traceback" not in program.said()
    assert account.token not in program.said()
    files = {path.name for path in (tmp_path / "bot" / "data").iterdir()}
    assert files == {"story.db", "dateline.db", "matrix"}


async def test_a_token_that_is_not_accepted_is_said_and_ends_it(
    homeserver: Homeserver, account: Account, ann: Somebody, tmp_path: Path, sample_file: Path
) -> None:
    program = Program(tmp_path / "bot", homeserver, account, sample_file)
    await program.start()
    homeserver.ask("POST", "/_matrix/client/v3/logout", {}, account.token)
    status, err = await program.end_of_itself()
    assert status == 1
    assert err == (
        "dateline: The homeserver does not accept the token from the environment variable "
        "DATELINE_MATRIX_TOKEN: the bot's device was logged out. Log in anew with `dateline matrix login` "
        "(docs/matrix.md).\n"
    )


async def test_login_and_verify(
    homeserver: Homeserver, account: Account, ann: Somebody, tmp_path: Path, sample_file: Path
) -> None:
    program = Program(tmp_path / "bot", homeserver, account, sample_file, token=False)
    folder = program.folder
    before = await asyncio.to_thread(dateline, folder, "matrix", "verify")
    assert (before.status, before.out) == (1, "")
    assert before.err.startswith("dateline: There are no keys yet")
    wrong = await asyncio.to_thread(dateline, folder, "matrix", "login", typed="wrong\n")
    assert wrong.status == 1
    assert "does not let" in wrong.err
    done = await asyncio.to_thread(dateline, folder, "matrix", "login", typed=f"{PASSWORD}\n")
    assert (done.status, done.err) == (0, "")
    found = re.match(rf"Logged in as the device (\w+) of {account.user};", done.out)
    assert found
    await program.start()
    room = await ann.room(account.user)
    program.settle(room)
    await ann.joined(room, account.user)
    await ann.asks(room, "!claim 7")
    shown = await asyncio.to_thread(dateline, folder, "matrix", "verify")
    told = await ann.ask("POST", "v3/keys/query", {"device_keys": {account.user: []}})
    key = told["device_keys"][account.user][found[1]]["keys"][f"ed25519:{found[1]}"]
    (master,) = told["master_keys"][account.user]["keys"].values()
    lines = shown.out.splitlines()
    assert lines[0] == f"{account.user}, device {found[1]}"
    assert [line.split(": ", 1)[1].replace(" ", "") for line in lines[1:]] == [key, master]
    refused = await asyncio.to_thread(dateline, folder, "matrix", "login", typed=f"{PASSWORD}\n")
    assert refused.status == 1
    assert "A running program has the store" in refused.err
    await program.end()
