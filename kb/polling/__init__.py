"""Polling the sources: when, at which of their places, and what to do with what comes."""
