"""Looking at the sources again and again: when, at what, and what to do with what comes."""
