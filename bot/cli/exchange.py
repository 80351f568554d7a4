"""`dateline import` and `export`: a record in and out of a desk."""

import argparse
import os
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager
from pathlib import Path
from typing import IO

from sqlite_utils import Database

from bot.cli.failing import Refusal, Status
from bot.cli.opening import Opened, author, opened
from bot.cli.progress import Progress, progress
from bot.cli.talking import say, warn
from storage.connection import open_reader
from storage.exchange import importing
from storage.exchange.checking import Report
from storage.exchange.exporting import export as export_lines
from storage.exchange.schema_org import export_json_ld
from storage.exchange.spreadsheet import export_csv
from storage.vocabulary import ObjectKind

_SHOWN_DIFFERING = 5


def bring_in(given: argparse.Namespace) -> int:
    """Imports a file; every line at fault is named."""
    shown = "standard input" if given.file == "-" else Path(given.file).name
    with opened(given) as found, _resumable(), progress() as told:
        report = importing.run(
            given.file,
            found.path,
            lambda: author(f"import of {shown}"),
            skip_bad=given.skip_bad,
            announce=given.announce,
            progress=told,
        )
    for fault in report.faults:
        about = f" {fault.uid}:" if fault.uid else ""
        warn(f"{given.file}:{fault.line_number}:{about} {fault.reason}")
    if report.fault_count > len(report.faults):
        warn(f"… and {report.fault_count - len(report.faults):,} more.")
    return _reported(report, found, skip_bad=given.skip_bad)


@contextmanager
def _resumable() -> Iterator[None]:
    """Says what becomes of an import that is broken off."""
    try:
        yield
    except KeyboardInterrupt:
        sys.stderr.write("\n")  # the terminal has shown ^C
        warn("Broken off. What went in stays in; the same import goes on from there.")
        raise


def _reported(report: Report, found: Opened, *, skip_bad: bool) -> int:
    if report.fault_count and not skip_bad:
        if any(report.added.values()):
            warn(
                f"Somebody else wrote to the desk meanwhile. {_objects(report.added)} went in before the "
                "line at fault. Mend it, and run the import again."
            )
        else:
            lines_at_fault = _counted(report.left_out, "line is", "lines are")
            warn(
                f"{lines_at_fault} at fault, so nothing was imported. "
                "Mend what is wrong, or leave it out with --skip-bad."
            )
        return Status.REFUSED
    lines = [f"Imported into the desk {found.desk}: {_objects(report.added)}."]
    if report.revisions is not None:
        first, last = report.revisions
        lines[0] = f"{lines[0][:-1]}, {_revisions(first, last)}."
    if report.present:
        lines.append(f"{_counted(report.present, 'object was', 'objects were')} there already.")
    if report.differing:
        some = ", ".join(report.differing_uids[:_SHOWN_DIFFERING])
        more = ", …" if report.differing > _SHOWN_DIFFERING else ""
        lines.append(
            f"{_counted(report.differing, 'of them differs', 'of them differ')} from the file's, "
            f"and the desk's were left as they are: {some}{more}"
        )
    if report.left_out:
        lines.append(f"{_counted(report.left_out, 'line was', 'lines were')} left out.")
    for line in lines:
        say(line)
    return Status.ANSWERED


def write_out(given: argparse.Namespace) -> int:
    """Exports a desk to a file, which appears whole or not at all, or to standard output.

    Raises:
        Refusal: The file exists already; or the format has no place for what is asked.
    """
    if given.everything and given.format == "schema-org":
        raise Refusal(
            "--everything goes with jsonl and csv: schema.org's readers take what is published.",
            Status.WRONG_USAGE,
        )
    # The progress ends before the file gets its name, and the reader before the desk is put away.
    with (
        opened(given) as found,
        _out(given.file) as file,
        closing(open_reader(found.path)) as db,
        progress() as told,
    ):
        done = _FORMATS[given.format](db, file, given.everything, told)
    if given.file != "-":
        warn(f"Exported the desk {found.desk} to {given.file}: {done}.")
    return Status.ANSWERED


def _jsonl(db: Database, file: IO[bytes], everything: bool, told: Progress) -> str:
    return _objects(export_lines(db, file, everything=everything, progress=told))


def _csv(db: Database, file: IO[bytes], everything: bool, _: Progress) -> str:
    return _counted(export_csv(db, file, everything=everything), "claim", "claims")


def _schema_org(db: Database, file: IO[bytes], _everything: bool, _: Progress) -> str:
    return _counted(export_json_ld(db, file), "node", "nodes")


_FORMATS: dict[str, Callable[[Database, IO[bytes], bool, Progress], str]] = {
    "jsonl": _jsonl,
    "csv": _csv,
    "schema-org": _schema_org,
}


@contextmanager
def _out(name: str) -> Iterator[IO[bytes]]:
    """Opens where an export goes; a file gets its name when it is whole and on disk."""
    if name == "-":
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
        return
    path = Path(name).expanduser()
    if path.is_dir():
        raise Refusal(f"{path} is a folder. Name a file in it.")
    if path.exists():
        raise Refusal(f"{path} is there already. Name another file, or move that one away first.")
    if not path.parent.is_dir():
        raise Refusal(f"The folder {path.parent} does not exist. Make it, or name another.")
    with tempfile.NamedTemporaryFile(dir=path.parent, prefix=f".{path.name}.", delete=False) as file:
        unfinished = Path(file.name)
        try:
            yield file
            file.flush()
            os.fsync(file.fileno())
            unfinished.chmod(0o666 & ~_umask())
            unfinished.rename(path)
        except BaseException:
            unfinished.unlink(missing_ok=True)
            raise


def _umask() -> int:
    """Returns the process's mask; it can only be had by setting it."""
    mask = os.umask(0o077)
    os.umask(mask)
    return mask


def _objects(counts: Mapping[ObjectKind, int]) -> str:
    """Returns counts by kind in words: "2 topics, 1 claim"; kinds with none are left out."""
    parts = [_counted(number, kind, f"{kind}s") for kind, number in counts.items() if number]
    return ", ".join(parts) or "nothing new"


def _counted(number: int, one: str, many: str) -> str:
    return f"{number:,} {one if number == 1 else many}"


def _revisions(first: int, last: int) -> str:
    return f"revision r{first}" if first == last else f"revisions r{first} to r{last}"
