"""The desks that are measured: made by importing, and kept where a folder was named to keep them in."""

import hashlib
import sysconfig
from pathlib import Path

from benchmarks import generator
from benchmarks.processes import Ran, run
from benchmarks.table import tell
from storage import migrations
from storage.desk import desk_path

_DATELINE = str(Path(sysconfig.get_path("scripts")) / "dateline")

_GENERATOR = ("cast.py", "days.py", "generator.py", "measures.py", "words.py")


class Desks:
    """The desks of one run, each made when it is first asked for.

    In a folder that is kept, a desk is used again as long as what made it is the same: the generator and the
    schema. Both are told by the bytes of their code, which stand beside the desk as a digest.
    """

    def __init__(self, work: Path) -> None:
        self.work = work
        self._made_of = _made_of()
        self._imports: dict[int, Ran] = {}
        self._exports: dict[int, Ran] = {}

    def desk(self, claims: int) -> Path:
        """Returns a desk of so many claims, made now if there is none."""
        if not self._stands(claims):
            self.imported(claims)
        return self._desk(claims)

    def lines(self, claims: int) -> Path:
        """Returns the exchange file of such a desk."""
        file = self.work / f"made-{claims}.jsonl"
        if not self._stands(claims) or not file.exists():
            self._stamp(claims).unlink(missing_ok=True)
            tell(f"making {claims:,} claims")
            unfinished = file.with_suffix(".part")
            generator.write_file(unfinished, claims)
            unfinished.rename(file)
        return file

    def imported(self, claims: int) -> Ran:
        """Returns what `dateline import` takes for a whole desk, into a new one that stays; once a run."""
        if claims not in self._imports:
            file, desk, name = self.lines(claims), self._desk(claims), self._name(claims)
            self._stamp(claims).unlink(missing_ok=True)
            for suffix in ("", "-wal", "-shm"):
                desk.with_name(desk.name + suffix).unlink(missing_ok=True)
            self.dateline("desk", "new", name)
            tell(f"importing {claims:,} claims")
            self._imports[claims] = self.dateline("import", str(file), "--desk", name)
            self._stamp(claims).write_text(self._made_of, "ascii")
        return self._imports[claims]

    def exported(self, claims: int) -> Ran:
        """Returns what `dateline export` takes for a whole desk; once a run."""
        if claims not in self._exports:
            self.desk(claims)
            out = self.work / "exported.jsonl"
            out.unlink(missing_ok=True)
            tell(f"exporting {claims:,} claims")
            self._exports[claims] = self.dateline("export", str(out), "--desk", self._name(claims))
            out.unlink()
        return self._exports[claims]

    def dateline(self, *command: str) -> Ran:
        """Runs `dateline` on these desks, as a process of its own."""
        return run(_DATELINE, *command, "--data", str(self.work))

    def _name(self, claims: int) -> str:
        return f"made-{claims}"

    def _desk(self, claims: int) -> Path:
        return desk_path(self.work, self._name(claims))

    def _stamp(self, claims: int) -> Path:
        return self._desk(claims).with_suffix(".made-of")

    def _stands(self, claims: int) -> bool:
        stamp = self._stamp(claims)
        return stamp.exists() and stamp.read_text("ascii") == self._made_of


def _made_of() -> str:
    steps = sorted(Path(migrations.__path__[0]).glob("*.py"))
    makers = [Path(__file__).with_name(name) for name in _GENERATOR]
    return hashlib.sha256(b"".join(path.read_bytes() for path in (*makers, *steps))).hexdigest()
