"""MISP: events, and the reports written beside them."""
