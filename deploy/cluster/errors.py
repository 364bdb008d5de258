"""The one exception whose text is written for the person at the terminal."""


class ClusterError(Exception):
    """Something that was asked for can't be done; the message says why, and what to do."""
