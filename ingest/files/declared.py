"""What front matter declares of its report, as the fields of a draft."""

import re
from dataclasses import dataclass
from datetime import datetime
from html import escape
from urllib.parse import urlsplit

from ingest.dates import read_date, since_1970
from ingest.files.evidence import Fact
from ingest.frontmatter import FrontMatter
from ingest.language import language
from ingest.rights import rights_from
from ingest.tags import tags_from
from ingest.types import Kind, Rights

_TITLE = ("title", "headline")
_PUBLISHED = (
    "date", "published", "publishdate", "pubdate", "date_published", "published_at", "created", "disclosed",
    "publish_date", "published_date", "publishedat", "datepublished", "pubdatetime", "created_at", "date_created",
    "datecreated", "release_date", "posted",
)  # fmt: skip
_UPDATED = (
    "updated", "lastmod", "modified", "last_modified", "last_modified_at", "date_modified", "last_updated",
    "updated_at", "updateddate", "updated_date", "updatedat", "datemodified", "date_updated", "dateupdated",
    "lastupdated", "last_update", "moddatetime", "modified_at", "revised",
)  # fmt: skip
_URL = ("url", "link", "canonical", "canonical_url", "permalink", "original", "source_url", "source")
_KEY = ("key", "id", "guid", "uuid")
_TAGS = ("tags", "tag", "keywords", "categories", "topics")
_ADVISORY_TAGS = ("package", "aliases", "categories", "keywords", "informational")
_PARTICULARS = {
    "package": "Package", "aliases": "Aliases", "related": "Related", "cvss": "CVSS", "informational": "Informational",
    "withdrawn": "Withdrawn", "references": "References",
}  # fmt: skip
_AUTHOR, _LANG = ("author", "authors", "by"), ("lang", "language", "locale")
_SUMMARY = ("summary", "description", "excerpt", "abstract")
_RIGHTS = ("rights", "copyright", "license", "licence", "credit", "attribution", "holder", "rights_holder")
_OTHERS = ("category", "kind", "type", "ref", "statement_ref")
KNOWN = frozenset(
    (*_TITLE, *_PUBLISHED, *_UPDATED, *_URL, *_KEY, *_TAGS, *_AUTHOR, *_LANG, *_SUMMARY, *_RIGHTS, *_OTHERS)
)  # every key that is understood
_NUMBER = re.compile(r"[A-Za-z]{0,3}0*([1-9]\d{0,5})")


@dataclass(frozen=True, slots=True)
class Declared:
    """The fields of the front matter with their places, each asked for by the draft's name of it."""

    matter: FrontMatter

    def words(self, field: str, *names: str) -> Fact[str] | None:
        """The words of the first of these keys that has any."""
        found = self.matter.text(*(names or (field,)))
        return Fact(field, found[1], f"front matter, {found[0]}", found[1]) if found else None

    def title(self) -> Fact[str] | None:
        return self.words("title", *_TITLE)

    def key(self) -> Fact[str] | None:
        return self.words("key", *_KEY)

    def author(self) -> Fact[str] | None:
        return self.words("author", *_AUTHOR)

    def lang(self) -> Fact[str] | None:
        """The language's code in its usual case."""
        written = self.words("lang", *_LANG)
        code = language(written.value) if written else None
        return Fact("lang", code, written.where, written.quote) if written and code else None

    def summary(self) -> Fact[str] | None:
        return self.words("summary", *_SUMMARY)

    def ref(self) -> Fact[str] | None:
        return self.words("ref", "ref", "statement_ref")

    def number(self) -> int | None:
        """A statement's number, which its reference holds: S010 is 10."""
        ref, kind = self.ref(), self.kind()
        found = _NUMBER.fullmatch(ref.value) if ref and kind and kind.value is Kind.STATEMENT else None
        return int(found[1]) if found else None

    def kind(self) -> Fact[Kind] | None:
        """The sort of document that the key `kind` (or `type`) names; an [advisory] table names it as well."""
        named = self.words("kind", "kind", "type")
        if named and named.value.lower() in list(Kind):
            return Fact("kind", Kind(named.value.lower()), named.where, named.quote)
        return Fact("kind", Kind.ADVISORY, "front matter, [advisory]", "[advisory]") if self.matter.advisory else None

    def url(self) -> Fact[str] | None:
        """The first of the keys that holds an address on the web."""
        found = (self.words("url", name) for name in _URL)
        return next((fact for fact in found if fact and is_web(fact.value)), None)

    def dates(self) -> list[Fact[datetime]]:
        """Published and updated, as far as they are declared and can be read."""
        wanted = [("published", name) for name in _PUBLISHED] + [("updated", name) for name in _UPDATED]
        found = (
            (fact, read_date(fact.value) or since_1970(fact.value)) for pair in wanted if (fact := self.words(*pair))
        )
        return [Fact(fact.field, moment, fact.where, fact.quote) for fact, moment in found if moment]

    def tags(self) -> tuple[str, ...]:
        listed = self.matter.list(*(_ADVISORY_TAGS if self.matter.advisory else _TAGS))
        return tags_from(
            [*listed, *(["withdrawn"] if self.matter.advisory and "withdrawn" in self.matter.fields else [])]
        )

    def rights(self, url: str | None) -> Rights | None:
        """Holder, credit and conditions; the address to link to is the report's own."""
        notice, licence = self.words("rights", "copyright", "rights"), self.words("rights", "license", "licence")
        credit, holder = self.words("rights", "credit", "attribution"), self.words("rights", "holder", "rights_holder")
        found = rights_from(notice.value if notice else None, licence.value if licence else None, url)
        if not (credit or holder):
            return found
        found = found or Rights(url=url)
        name = holder.value if holder else found.holder
        return Rights(name, credit.value if credit else name, found.conditions, url, found.years)

    def particulars(self) -> str:
        """What an advisory's fields say besides the text, as HTML: so it is read, and its CVE ids are searchable."""
        if not self.matter.advisory:
            return ""
        versions = self.matter.fields.get("versions")
        patched = FrontMatter(versions if isinstance(versions, dict) else {})
        rows = [(label, self.matter.list(name)) for name, label in _PARTICULARS.items()]
        rows += [(f"{name.capitalize()} versions", patched.list(name)) for name in ("patched", "unaffected")]
        items = "".join(f"<li>{label}: {escape(', '.join(words))}</li>" for label, words in rows if words)
        return f"<h2>Particulars</h2><ul>{items}</ul>" if items else ""


def is_web(address: str) -> bool:
    """Whether an address is an absolute one on the web."""
    try:
        parts = urlsplit(address)
        return parts.scheme.lower() in ("http", "https") and bool(parts.hostname)
    except ValueError:  # such as an unclosed bracket of an IPv6 address
        return False
