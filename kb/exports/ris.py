"""RIS, the tagged format that every reference manager imports."""

from kb.exports.facts import Facts


def ris(facts: Facts) -> str:
    """One ELEC record; each field is one line, lines end in CR LF."""
    fields = [
        ("TY", "ELEC"),
        ("ID", facts.key),
        ("TI", facts.title),
        ("AU", facts.author),
        ("PB", facts.publisher),
        ("PY", f"{facts.date.year:04d}" if facts.date else None),
        ("DA", facts.date.strftime("%Y/%m/%d").rjust(10, "0") if facts.date else None),
        ("M1", facts.number),
        ("LA", facts.lang),
        *(("KW", word) for word in facts.words),
        ("AB", facts.summary),
        ("UR", facts.url),
        ("N1", facts.note),
    ]
    lines = [f"{tag}  - {' '.join(value.split())}" for tag, value in fields if value]
    return "\r\n".join([*lines, "ER  - ", ""])
