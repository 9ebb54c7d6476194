"""Codes of languages as programs write them, brought to one form."""

import re

_CODE = re.compile(r"([A-Za-z]{2,3})((?:[-_][A-Za-z0-9]{2,8}){0,3})")


def language(code: str | None) -> str | None:
    """The BCP 47 code in its usual case, such as "pt-BR"; None where it is not one."""
    found = _CODE.fullmatch((code or "").strip())
    if not found:
        return None
    rest = re.split("[-_]", found[2])[1:]
    cased = (part.upper() if len(part) == 2 else part.title() if len(part) == 4 else part.lower() for part in rest)
    return "-".join((found[1].lower(), *cased))
