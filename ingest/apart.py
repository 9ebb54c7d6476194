"""Reading hostile bytes apart: in a process of its own, which is stopped when it takes too long or says too much."""

import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryFile
from threading import Timer


def answer(program: Path, body: bytes, *, seconds: float, most: int) -> bytes:
    """What a program of ours writes about the bytes it is given, at most `most` and one byte; empty or cut short where
    it broke or was stopped. How much memory and processor time it may take is for the program to say."""
    with TemporaryFile() as file:
        file.write(body)
        file.seek(0)
        command = [sys.executable, "-P", str(program)]
        with subprocess.Popen(command, stdin=file, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as child:  # noqa: S603
            timer = Timer(seconds, child.kill)
            timer.start()
            try:
                return child.stdout.read(most + 1) if child.stdout else b""
            finally:
                timer.cancel()
                child.kill()
