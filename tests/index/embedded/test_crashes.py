"""The process dies, or the power fails, before each single thing done to files: what was committed is there, whole."""

import subprocess
import sys
from pathlib import Path

import pytest

# Forks a child for each step of a write. The child is killed when it is about to take that step: an audit hook sees
# every file that is opened, renamed or removed. Prints how many steps there were.
DRIVER = """
import os, signal, sys
from pathlib import Path
from index.embedded import EmbeddedIndex
from index.embedded.storage.store import Store
from index.query.nodes import Everything, Query, Word
from tests.contract.archive import found, many

STEPS = {"open", "os.rename", "os.remove", "os.rmdir", "os.mkdir", "os.listdir", "os.scandir"}

def write(index, number):
    documents = many(3, begin=3 * number)
    index.rebuild([*many(3 * number), *documents]) if sys.argv[2] == "rebuild" else index.apply(documents)

def child(folder, number, step):
    left = step
    def hook(event, arguments):
        nonlocal left
        if event in STEPS and str(arguments[0]).startswith(str(folder)):
            left -= 1
            if left < 0:
                os.kill(os.getpid(), signal.SIGKILL)
    index = EmbeddedIndex(folder)
    sys.addaudithook(hook)
    write(index, number)
    os._exit(0)

def lose_power(folder, step):
    # What no commit names was never made durable: after a power loss it may be cut, empty or zeros.
    store = Store(folder)
    manifest = store.decode(store.current())
    kept = {store.path(manifest) / name for name in manifest.files} | {folder / "CURRENT"}
    for path in sorted(path for path in folder.rglob("*") if path.is_file() and path not in kept):
        size = path.stat().st_size
        path.write_bytes((b"", bytes(size), path.read_bytes()[: size // 2])[step % 3])

folder = Path(sys.argv[1])
index = EmbeddedIndex(folder)
held, step, died = 0, 0, True
while died:
    pid = os.fork()
    if not pid:
        child(folder, held, step)
    died = os.waitpid(pid, 0)[1] != 0
    lose_power(folder, step)
    now = index.check()
    assert now in (3 * held, 3 * held + 3), (step, held, now)
    assert len(found(index, Word("common"))) == now, step
    held, step = now // 3, step + 1
assert held >= 1
leftovers = [path.name for path in folder.iterdir() if path.name not in ("CURRENT", "lock")]
assert len(leftovers) == 1, leftovers
print(step)
"""


@pytest.mark.parametrize("kind", ["apply", "rebuild"])
def test_dying_at_any_step_of_a_write_loses_nothing(tmp_path: Path, kind: str) -> None:
    script = [sys.executable, "-W", "error", "-c", DRIVER, str(tmp_path / "index"), kind]
    run = subprocess.run(script, capture_output=True, text=True)
    assert (run.returncode, run.stderr) == (0, "")
    assert int(run.stdout) > 20
