"""The title that the name of a file stands in for, where the document has none of its own."""

from ingest.files.evidence import Fact
from ingest.text import one_line


def from_name(location: str) -> Fact[str]:
    """The name without folders and ending, with blanks for hyphens and low lines."""
    name = location.replace("\\", "/").rstrip("/").rpartition("/")[2]
    stem = name.rpartition(".")[0] or name or location
    return Fact("title", one_line(stem.replace("-", " ").replace("_", " ")), "name of the file", name)
