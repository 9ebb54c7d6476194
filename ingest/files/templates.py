"""What programs that build sites take out of Markdown before anybody reads it: attributes, tags and shortcodes."""

import re

_LONGEST = 2_000  # characters of a line that is looked at
_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")
_KEPT = r"(?P<kept>\\.|(?P<ticks>`+)(?!`).*?(?<!`)(?P=ticks)(?!`))"  # an escaped sign, and code
# {: .note} and {#anchor} (kramdown); {% include x.html %} and {{ site.baseurl }} (Liquid); {{< figure >}} (Hugo).
_ATTRIBUTES = r"[ \t]?\{:[^{}\n]{1,200}\}|[ \t]\{\#[\w:.-]{1,100}\}[ \t]*$"
_TAGS = (
    r"\{%-?[ ]*(?:end)?(?:raw|comment|capture|if|unless|for|case|include\w*|link|post_url|assign|gist)\b"
    r"[^%\n]{0,300}%\}"
    r"|\{\{[<%][^{}\n]{0,500}[>%]\}\}"
    r"|\{\{-?[ ]*(?:site|page)\.[\w.]{1,60}[^{}\n]{0,100}\}\}"
)
_OF_KRAMDOWN = re.compile(f"{_KEPT}|{_ATTRIBUTES}")
_OF_SITES = re.compile(f"{_KEPT}|{_ATTRIBUTES}|{_TAGS}")
_LISTING = re.compile(r"\{%-?[ ]*(?:highlight[ ]+(?P<language>[\w+-]{1,30})[^%\n]{0,100}|endhighlight[ ]*)-?%\}[ ]*")


def without_templates(body: str, *, of_site: bool) -> str:
    """The text with the same lines, as readers see it; listings stay as they are. Tags and shortcodes are looked for in
    the page of a site alone: elsewhere they may be what a report tells of."""
    form = _OF_SITES if of_site else _OF_KRAMDOWN
    lines = body.split("\n")
    fence = ""
    for at, line in enumerate(lines):
        listing = _LISTING.fullmatch(line) if of_site and "{%" in line else None
        if listing:
            line = lines[at] = f"```{listing['language'] or ''}"
        edge = _FENCE.match(line)
        if edge and (not fence or edge[1].startswith(fence)):
            fence = "" if fence else edge[1]
        elif "{" in line and not fence and len(line) <= _LONGEST and not line.startswith(("    ", "\t")):
            lines[at] = form.sub(lambda found: found["kept"] or "", line)
    return "\n".join(lines)
