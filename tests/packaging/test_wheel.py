"""The wheel built from the sdist serves, in an empty environment, what the checkout serves."""

import os
import re
import subprocess
import sys
import urllib.request
import venv
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGES = [
    "/",
    "/statements",
    "/search?q=botnet",
    "/tags",
    "/docs",
    "/feed.rss",
    "/feed.json",
    "/opensearch.xml",
    "/nowhere",
]
VARIES = re.compile(
    rb"127\.0\.0\.1:\d+|\d+(\.\d+)? ms|\d{4}-\d\d-\d\dT[\d:.]+(Z|\+00:00)"
    rb"|[A-Z][a-z]{2}, \d\d [A-Z][a-z]{2} 20\d\d [\d:]+ \S+"
)


def run(*words: object, **kwargs: object) -> None:
    done = subprocess.run([str(word) for word in words], capture_output=True, text=True, check=False, **kwargs)  # type: ignore[call-overload]
    assert done.returncode == 0, f"{' '.join(map(str, words))}\n{done.stdout}\n{done.stderr}"


@contextmanager
def serving(python: Path, place: Path) -> Iterator[str]:
    """The address of an archive of samples, served by this Python from this folder."""
    place.mkdir()
    env = {name: value for name, value in os.environ.items() if not name.startswith(("KB_", "PYTHON", "COV"))}
    run(python, "-m", "kb", "init", "--samples", cwd=place, env=env)
    words = [str(python), "-m", "kb", "serve", "--port", "0"]
    process = subprocess.Popen(words, cwd=place, env=env, stderr=subprocess.PIPE, text=True)
    try:
        assert process.stderr
        told = next((line for line in process.stderr if "http://" in line), "")
        yield told[told.index("http://") :].strip()
    finally:
        process.terminate()
        process.wait(20)
        if process.stderr:
            process.stderr.close()


def fetch(url: str) -> tuple[int, bytes]:
    try:
        with urllib.request.urlopen(url, timeout=20) as reply:
            return reply.status, reply.read()
    except urllib.error.HTTPError as error:
        with error:
            return error.code, error.read()


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The Python of an empty environment with the wheel installed from the registry, or from KB_WHEELHOUSE."""
    place = tmp_path_factory.mktemp("packaging")
    run(sys.executable, "-m", "build", "--no-isolation", "--sdist", "--outdir", place, ROOT)
    [sdist] = place.glob("*.tar.gz")
    run(sys.executable, "-m", "pip", "wheel", "--no-deps", "--no-build-isolation", "--wheel-dir", place, sdist)
    [wheel] = place.glob("*.whl")
    venv.create(place / "venv", with_pip=True)
    python = place / "venv" / "bin" / "python"
    house = os.environ.get("KB_WHEELHOUSE")
    source = ["--no-index", "--find-links", house] if house else []
    run(python, "-m", "pip", "install", "--quiet", *source, "--constraint", ROOT / "constraints.txt", wheel)
    return python


def test_the_wheel_serves_the_same_pages_and_static_files_as_the_checkout(installed, tmp_path):
    static = [
        f"/static/{path.relative_to(ROOT / 'kb/static')}" for path in (ROOT / "kb/static").rglob("*") if path.is_file()
    ]
    assert static
    with serving(Path(sys.executable), tmp_path / "here") as here, serving(installed, tmp_path / "there") as there:
        for path in PAGES + static:
            (status, ours), (their_status, theirs) = fetch(here + path), fetch(there + path)
            assert (path, status) == (path, their_status)
            assert status == (404 if path == "/nowhere" else 200)
            assert VARIES.sub(b"", ours) == VARIES.sub(b"", theirs), path


def test_the_wheel_is_used_and_not_the_checkout(installed, tmp_path):
    done = subprocess.run(
        [installed, "-c", "import kb, kb.paths; print(kb.__file__, kb.paths.templates())"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=True,
    )
    assert str(ROOT) not in done.stdout
    assert done.stdout.strip().endswith("kb/templates")
