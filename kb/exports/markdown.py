"""A report as Markdown with YAML front matter: to keep, to quote, or to import elsewhere."""

import re

import yaml

from kb.exports.credit import credit_line
from kb.exports.json import moment
from kb.records import Report
from kb.settings import Settings

_SPECIAL = re.compile(r"([\\`*_\[\]<>|~&{])")  # a brace may open a tag of what builds sites
_LINE_START = re.compile(r"^(\s*)([#+=>-]|\d{1,9}[.)])", re.MULTILINE)


def markdown(report: Report, settings: Settings) -> str:
    """Front matter with what is known, the title, the text paragraph by paragraph, and the credit line at its end."""
    credit = credit_line(report)
    parts = [f"# {_plain(' '.join(report.title.split()))}", _plain(report.body_text)]
    if credit:
        parts += ["---", _plain(credit)]
    matter = yaml.safe_dump(_matter(report, settings), sort_keys=False, allow_unicode=True, width=10_000)
    return f"---\n{matter}---\n\n" + "\n\n".join(parts) + "\n"


def _matter(report: Report, settings: Settings) -> dict[str, object]:
    rights = report.rights
    known = {
        "title": report.title,
        "ref": report.ref,
        "kind": report.kind.value,
        "category": report.category.name if report.category else None,
        "tags": [tag.name for tag in report.tags],
        "lang": report.lang,
        "author": report.author,
        "source": report.source.name if report.source else None,
        "published": moment(report.published),
        "updated": moment(report.updated),
        "url": report.url,
        "permalink": settings.base_url + report.path,
        "summary": report.summary,
        "holder": rights.holder if rights else None,
        "credit": rights.credit if rights else None,
        "rights": rights.conditions if rights else None,
        "credit_line": credit_line(report),
    }
    return {name: value for name, value in known.items() if value}


def _plain(text: str) -> str:
    """Text that a Markdown reader shows as it is."""
    return _LINE_START.sub(_line_start, _SPECIAL.sub(r"\\\1", text))


def _line_start(found: re.Match[str]) -> str:
    blank, sign = found.groups()
    return f"{blank}{sign[:-1]}\\{sign[-1]}"
