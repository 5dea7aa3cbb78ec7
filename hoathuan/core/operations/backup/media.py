"""The folder of files into one archive and back."""

import shutil
import tarfile
from collections.abc import Iterator
from pathlib import Path

from .problems import BackupProblem


class MediaArchive:
    """Written in two passes, before and after the database: so no row of it points at a file that is missing here.

    Files are never changed under their names, so a file of another size is one that was being written: it is
    taken once more, and the later copy counts.
    """

    def __init__(self, root: Path, path: Path) -> None:
        self._root = root
        self._tar = tarfile.open(path, "w", format=tarfile.PAX_FORMAT)  # noqa: SIM115 - closed by close()
        self._sizes: dict[str, int] = {}

    def take(self) -> None:
        """Add what is new since the last pass; what vanishes meanwhile is left out."""
        for path in files_in(self._root):
            try:
                self._take(path)
            except FileNotFoundError:
                continue

    def _take(self, path: Path) -> None:
        name = path.relative_to(self._root).as_posix()
        with path.open("rb") as file:
            entry = self._tar.gettarinfo(arcname=name, fileobj=file)
            if self._sizes.get(name) == entry.size:
                return
            entry.uid = entry.gid = 0
            entry.uname = entry.gname = ""
            self._tar.addfile(entry, file)
            self._sizes[name] = entry.size

    def close(self) -> int:
        """Finish the archive; returns how many files are in it."""
        self._tar.close()
        return len(self._sizes)


def files_in(root: Path) -> Iterator[Path]:
    return (path for path in sorted(root.rglob("*")) if path.is_file() and not path.is_symlink())


def unpack(archive: Path, target: Path) -> int:
    """Write the files of `archive` below `target` and nowhere else; returns how many there are."""
    target.mkdir(parents=True, mode=0o750)
    root, names = target.resolve(), set()
    with tarfile.open(archive, "r:") as tar:
        for entry in tar:
            place = (root / entry.name).resolve()
            if not entry.isfile() or not place.is_relative_to(root):
                raise BackupProblem(
                    f"{archive} holds {entry.name!r}, which is no file of ours. Nothing was restored."
                )
            place.parent.mkdir(parents=True, exist_ok=True)
            _write(tar, entry, place)
            names.add(entry.name)
    return len(names)


def _write(tar: tarfile.TarFile, entry: tarfile.TarInfo, place: Path) -> None:
    source = tar.extractfile(entry)
    if source is None:
        return
    with source, place.open("wb") as file:
        shutil.copyfileobj(source, file)
    place.chmod(0o640)
