"""What stands before the root element of XML or HTML."""


def behind_prolog(text: str) -> int:
    """Where the root element begins: behind white space, comments, processing instructions and document type. Linear
    time."""
    at = 0
    while True:
        while at < len(text) and (text[at].isspace() or text[at] in "\ufeff\0"):
            at += 1
        if text.startswith("<!--", at):
            at = _behind(text, "-->", at)
        elif text.startswith("<?", at):
            at = _behind(text, "?>", at)
        elif text[at : at + 9].upper() == "<!DOCTYPE":
            at = _behind_doctype(text, at)
        else:
            return at


def _behind(text: str, mark: str, at: int) -> int:
    found = text.find(mark, at)
    return len(text) if found < 0 else found + len(mark)


def _behind_doctype(text: str, at: int) -> int:
    subset, end = text.find("[", at), text.find(">", at)
    if 0 <= subset < end:
        at = _behind(text, "]", subset)
    return _behind(text, ">", at)
