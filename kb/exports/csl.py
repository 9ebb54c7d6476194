"""CSL-JSON, which citation processors (Zotero, Pandoc, citeproc) read."""

from kb.exports.facts import Facts


def csl(facts: Facts) -> list[dict[str, object]]:
    """A list with one item; what is unknown is left out. The author is literal: nothing says how to split the name."""
    day = facts.date
    item: dict[str, object] = {
        "id": facts.key,
        "type": "report",
        "title": facts.title,
        "author": [{"literal": facts.author}],
        "publisher": facts.publisher,
        "issued": {"date-parts": [[day.year, day.month, day.day]]} if day else None,
        "number": facts.number,
        "URL": facts.url,
        "archive_location": facts.permalink,
        "abstract": facts.summary,
        "keyword": ", ".join(facts.words),
        "language": facts.lang,
        "note": facts.note,
    }
    return [{name: value for name, value in item.items() if value}]
