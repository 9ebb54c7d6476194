"""Names of files and keys of the Windows registry."""

import re
from collections.abc import Iterator

from ingest.indicators.folded import Folded, Found

# What runs, what carries it, and what people are tricked into opening; pages and source code are none of these.
_ENDINGS = (
    "7z ace apk aspx? bat bin cab chm cmd cpl dat deb dll dmg docm? docx dotm? drv dylib elf exe hta hwpx? "
    "img ipa iqy iso jar jnlp jse? jsp lnk msc msix? msi ocx one pdf php pkg plist pptm? pptx ppt ps1 psm1 "
    "pyc? rar rpm rtf scr sct sh slk so sys tar(?:\\.gz)? tgz tmp txt vbe vbs vhdx? wsc wsf xlam xll xlsb "
    "xlsm xlsx? xz zip"
)
_ENDING = re.compile(rf"\.(?:{'|'.join(_ENDINGS.split())})", re.IGNORECASE)
_COPY = r"(?:\(\d{1,3}\))?"  # as browsers number what was saved before
_FILE = re.compile(
    rf"(?<![\w.@$%~-])(?P<name>[\w~%$-][\w%$~{{}}+-]{{0,80}}+{_COPY}(?:\.[\w%$~{{}}+-]{{1,80}}+){{0,6}}?{_COPY}"
    rf"\.(?:{'|'.join(_ENDINGS.split())}))(?![\w@(-]|\.\w)",
    re.IGNORECASE,
)
# What every archive of source code holds, and libraries whose names end as scripts do.
_ORDINARY = re.compile(
    r"(?:readme|licen[sc]e|changelog|authors|install|todo|robots|humans|security|requirements|setup|index)\.(?:txt|py|php|pdf)"
    r"|(?:angular|d3|express|ext|jquery|moment|next|node|nuxt|p5|react|three|vue)\.js",
    re.IGNORECASE,
)
_HIVES = {
    "HKEY_LOCAL_MACHINE": "HKLM",
    "HKEY_CURRENT_USER": "HKCU",
    "HKEY_CLASSES_ROOT": "HKCR",
    "HKEY_USERS": "HKU",
    "HKEY_CURRENT_CONFIG": "HKCC",
}
# A key may have blanks ("Windows NT"), but only where another one follows: the sentence goes on behind the last, and
# may come to the next hive.
_SIGN = r"[^\s\\\"'`<>|,;\u2018-\u201f]"
_WORD = _SIGN.replace(",", ",:")  # "Run and C:\\x" is a key and a path
_HIVE = rf"(?:{'|'.join(_HIVES)}|HK(?:LM|CU|CR|U|CC))"
_MORE = rf"[ ](?!{_HIVE}\b){_WORD}{{1,40}}+"
_KEY = re.compile(
    rf"(?<![\w\\])(?P<hive>{_HIVE}):?"
    rf"(?P<path>(?:\\{{1,2}}(?:{_SIGN}{{1,80}}+(?:{_MORE}){{1,5}}+(?=\\)|{_SIGN}{{1,100}}+)){{1,20}}+)",
    re.IGNORECASE,
)
_ENDS = ".:!?)]*+"


def names(folded: Folded) -> Iterator[Found]:
    """Names of files in lower case, without their folders; a defanged name is a host."""
    if not _ENDING.search(folded.text):
        return
    for found in _FILE.finditer(folded.text):
        start, end = found.span("name")
        written = found["name"]
        if not folded.replaced(start, end) and not _ORDINARY.fullmatch(written):
            yield "file", written.lower(), start, end


def keys(folded: Folded) -> Iterator[Found]:
    """Keys and values of the registry, the hive in its short form and the rest in lower case."""
    if "\\" not in folded.text:
        return
    for found in _KEY.finditer(folded.text):
        path = found["path"].rstrip(_ENDS)
        hive = found["hive"].upper()
        value = _HIVES.get(hive, hive) + re.sub(r"\\+", r"\\", path).lower().rstrip("\\")
        if "\\" in value:
            yield "registry", value, found.start(), found.start("path") + len(path)
