"""Whether a file was written over with another report, or holds the same one in other words."""

from ingest.types import Draft
from kb.models import Revision
from kb.reports.names import title_key
from kb.reports.stories.words import plain, runs, words


def tells_another(before: Revision, draft: Draft) -> bool:
    """Another title, and less than half of the shorter text, in runs of words, stands in the longer one.

    A file that was taken in half-written, or whose title alone was corrected, is still the same report.
    """
    if title_key(before.title) == title_key(draft.title):
        return False
    had, has = (runs(words(plain(text))) for text in (before.body_text, draft.body_text))
    return 2 * len(had & has) < min(len(had), len(has))
