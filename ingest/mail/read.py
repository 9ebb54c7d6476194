"""A mail message from its bytes to a draft and the files that came with it."""

from ingest.files.evidence import evidence
from ingest.html import clean
from ingest.html import text as text_of
from ingest.mail import headers
from ingest.mail.body import body_of
from ingest.mail.mbox import messages
from ingest.mail.parsed import Unparsed, parse
from ingest.mail.parts import Parts, parts_of
from ingest.mail.saved import saved_page
from ingest.types import Capture, Draft, Failure, Kind, Reading
from ingest.within import Part, captures, too_deep, within

_MOST_MESSAGES = 10_000
_TOO_MANY = f"it holds more than {_MOST_MESSAGES:,} messages; split it and import the parts"


def read_mail(capture: Capture) -> Reading:
    """One message as a draft, its attachments as further captures; of a file of several messages, each as one.

    Subject, sender, date, list and language come from the header, and the message's own identifier is its key. A
    message attached to another, as complaints and forwarded mail have it, is a report of its own. A page that a browser
    saved in the form of a message is a capture of its own.
    """
    told = messages(capture.body)
    if len(told) > _MOST_MESSAGES:
        return Reading((Failure(capture.location, _TOO_MANY),))
    if len(told) > 1:
        named = [Part(f"message {at}.eml", body, "message/rfc822") for at, body in enumerate(told, start=1)]
        deep = too_deep(capture)
        return Reading((deep,)) if deep else Reading((), attachments=captures(capture, named))
    try:
        return _read(capture, told[0])
    except Unparsed as error:
        return Reading((Failure(capture.location, str(error)),))


def _read(capture: Capture, body: bytes) -> Reading:
    message = parse(body)
    if page := saved_page(message, capture):
        return Reading((), attachments=(page,))
    parts = parts_of(message)
    title, author, sent = headers.subject(message), headers.author(message), headers.date(message, capture.captured_at)
    key, url, lang = headers.key(message), headers.url(message), headers.lang(message)
    body_html = clean(body_of(parts), url.value if url else None)
    body_text = text_of(body_html)
    if not (body_text or title):
        return Reading((Failure(capture.location, "the message contains no words; check that it was saved whole"),))
    draft = Draft(
        item=capture.location,
        kind=Kind.REPORT,
        title=title.value if title else "",
        body_html=body_html,
        body_text=body_text,
        key=key.value if key else None,
        url=url.value if url else capture.url,
        restates=True,  # anybody may name any address as its own
        fixed=True,
        tags=headers.tags(message),
        lang=lang.value if lang else None,
        author=author.value if author else None,
        published=sent.value if sent else None,
        evidence=evidence(title, sent, key, url, author, lang),
    )
    return _with_files(capture, draft, parts)


def _with_files(capture: Capture, draft: Draft, parts: Parts) -> Reading:
    deep = too_deep(capture) if parts.files else None
    if deep:
        return Reading((draft, *(Failure(within(capture, part.name), deep.why) for part in parts.files)))
    return Reading((draft,), attachments=captures(capture, parts.files))
