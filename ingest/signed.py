"""Text in the clear that PGP signed (RFC 4880, section 7)."""

import re

_AROUND = re.compile(
    r"^-----BEGIN PGP SIGNED MESSAGE-----\n(?:[A-Za-z-]+: [^\n]*\n)*\n?"
    r"|^-----BEGIN PGP SIGNATURE-----\n.*?(?:^-----END PGP SIGNATURE-----$|\Z)",
    re.MULTILINE | re.DOTALL,
)
_ESCAPED = re.compile(r"^- (?=-|From )", re.MULTILINE)


def without_signature(text: str) -> str:
    """The text that was signed; blank lines stand for what the program wrote around it."""
    if "-----BEGIN PGP SIGNED" not in text:
        return text
    return _ESCAPED.sub("", _AROUND.sub(lambda found: "\n" * found[0].count("\n"), text))
