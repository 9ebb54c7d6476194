"""CSAF: security advisories."""
