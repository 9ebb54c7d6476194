"""How severe a vulnerability is, by the Common Vulnerability Scoring System (first.org/cvss)."""

from ingest.exchange.values import Object, line

_NAMES = {  # of a score: as CSAF writes them, and as records of CVE do; the newest first
    "cvss_v4": "4", "cvssV4_0": "4.0", "cvss_v3": "3", "cvssV3_1": "3.1", "cvssV3_0": "3.0", "cvss_v2": "2",
    "cvssV2_0": "2.0",
}  # fmt: skip


def score(holder: Object) -> str:
    """ "CVSS 3.1: 9.8, critical (CVSS:3.1/AV:N/…)"; "" where there is none."""
    for name, version in _NAMES.items():
        cvss = holder.get(name)
        if isinstance(cvss, dict) and (base := line(cvss, "baseScore")):
            severity, vector = line(cvss, "baseSeverity").lower(), line(cvss, "vectorString")
            told = f"CVSS {line(cvss, 'version') or version}: {base}"
            return f"{told}{f', {severity}' if severity else ''}{f' ({vector})' if vector else ''}"
    return ""
