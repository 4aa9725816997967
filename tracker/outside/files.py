"""Files kept by their fingerprint: written whole or not at all, never overwritten, never served from here."""

import hashlib
import os
import secrets
from pathlib import Path


def fingerprint_of(data: bytes) -> str:
    """The SHA-256 of a file, in hexadecimal."""
    return hashlib.sha256(data).hexdigest()


class FileStore:
    """A folder in which each file lies under its fingerprint."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def path_of(self, fingerprint: str) -> Path:
        """Where the file with this fingerprint lies, whether or not it is there."""
        if len(fingerprint) != hashlib.sha256().digest_size * 2 or not fingerprint.isalnum():
            raise ValueError("not a fingerprint")
        return self.folder / fingerprint[:2] / fingerprint

    def keep(self, data: bytes) -> str:
        """Keep a file so that it survives a crash, and return its fingerprint; the same file is kept once.

        Written under a hidden name, flushed to the disk, then renamed, and the folder flushed: a reader sees all of it
        or nothing. Raises OSError when the disk will not take it.
        """
        fingerprint = fingerprint_of(data)
        place = self.path_of(fingerprint)
        if place.exists():
            return fingerprint
        place.parent.mkdir(parents=True, exist_ok=True)
        hidden = place.parent / f".{secrets.token_hex(8)}"
        try:
            with hidden.open("wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            hidden.rename(place)
        finally:
            hidden.unlink(missing_ok=True)
        _flush_folder(place.parent)
        return fingerprint

    def fetch(self, fingerprint: str) -> bytes:
        """The file with this fingerprint; raises FileNotFoundError when it is gone, ValueError when it was altered."""
        data = self.path_of(fingerprint).read_bytes()
        if fingerprint_of(data) != fingerprint:
            raise ValueError("the file was altered since it was kept")
        return data


def _flush_folder(folder: Path) -> None:
    opened = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)
