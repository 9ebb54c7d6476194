"""What is taken out of a capture: files of an archive, attachments of a mail, each as a capture of its own."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

from ingest.files.opening import media_type_of
from ingest.text import one_line
from ingest.types import Capture, Failure

DEEPEST = 2  # how many archives and mails one that is still opened may stand in
_LONGEST_NAME = 300  # characters
_HEADER = re.compile(rb"\s*(?:[\x21-\x39\x3b-\x7e]{1,100}:|From )")
_TOO_DEEP = "it stands in an archive or mail within others, deeper than is opened; take it out and import it by itself"


@dataclass(frozen=True, slots=True)
class Part:
    """One file as it was found in its holder."""

    name: str  # cleaned by clean_name
    body: bytes
    media_type: str = ""  # what the holder says; "" where nothing does, then the ending of the name counts
    charset: str | None = None  # what the holder says


def too_deep(capture: Capture) -> Failure | None:
    """Why this holder is not opened: archives in archives in archives are how a small file becomes an endless one."""
    return Failure(capture.location, _TOO_DEEP) if capture.depth > DEEPEST else None


def captures(holder: Capture, parts: Sequence[Part]) -> tuple[Capture, ...]:
    """The parts as captures called `holder!name`, no two of them alike.

    What room the holder has left is shared out by size among those that may hold files themselves, so that nothing
    that is packed many times over grows without end.
    """
    left = max(0, holder.room - sum(len(part.body) for part in parts))
    holding = sum(len(part.body) for part in parts if _may_hold(part.body))
    names = _apart([part.name for part in parts])
    return tuple(
        Capture(
            location=within(holder, name),
            body=part.body,
            media_type=part.media_type or media_type_of(name),
            captured_at=holder.captured_at,
            charset=part.charset,
            depth=holder.depth + 1,
            room=left * len(part.body) // holding if _may_hold(part.body) else 0,
        )
        for name, part in zip(names, parts, strict=True)
    )


def within(holder: Capture, name: str) -> str:
    """What the ledger calls a file in another one."""
    return f"{holder.location}!{name}"


def clean_name(written: str) -> str:
    """A name fit to be shown: a path without steps upwards, drive letters, and signs that hide or turn letters."""
    shown = "".join(sign for sign in one_line(written) if unicodedata.category(sign) != "Cf")
    steps = [step.strip() for step in re.split(r"[/\\]", shown)]
    path = "/".join(step for step in steps if step not in ("", ".", "..") and not re.fullmatch("[A-Za-z]:", step))
    return path if len(path) <= _LONGEST_NAME else f"…{path[-_LONGEST_NAME:]}"


def _may_hold(body: bytes) -> bool:
    """Whether it begins as archives and mails do."""
    return body.startswith((b"PK", b"\x1f\x8b")) or body[257:262] == b"ustar" or bool(_HEADER.match(body))


def _apart(names: Sequence[str]) -> list[str]:
    """Names that were met before get a number before their ending."""
    seen: dict[str, int] = {}
    told = []
    for name in names:
        seen[name] = seen.get(name, 0) + 1
        path = PurePosixPath(name)
        told.append(name if seen[name] == 1 else str(path.with_name(f"{path.stem} ({seen[name]}){path.suffix}")))
    return told
