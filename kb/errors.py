"""The root of what kb raises where something fails as may be expected; a message names what it is and what to do."""


class KbError(Exception):
    """Something cannot be done as things stand."""


class Misused(KbError):
    """What was given does not make sense, whatever stands in the archive."""
