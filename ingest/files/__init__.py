"""Files and web pages that hold one report each: HTML, Markdown and plain text."""

from ingest.files.markdown import read_markdown
from ingest.files.opening import TOO_BIG, Unopened, files_below, open_file
from ingest.files.page import read_page
from ingest.files.plain import read_plain

__all__ = ["TOO_BIG", "Unopened", "files_below", "open_file", "read_markdown", "read_page", "read_plain"]
