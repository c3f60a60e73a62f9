"""Every error that Entente raises on purpose. Nothing here imports anything of ours."""


class EntenteError(Exception):
    """Base of all our errors. `str(error)` is one sentence for a person: what is wrong, where, and what to do."""


class DocumentError(EntenteError):
    """A document that cannot be read.

    Attributes:
        source: name of the file or feed item.
        reason: what is wrong with it.
        cure: what the person can do about it.
    """

    def __init__(self, source: str, *, reason: str, cure: str) -> None:
        super().__init__(f"{source}: {reason}; {cure}")
        self.source = source
        self.reason = reason
        self.cure = cure


class LexiconError(EntenteError):
    """A vocabulary file that breaks its schema or contradicts another entry. The message names file and entry."""


class RecordError(EntenteError):
    """A JSON line that is no extraction: a key is missing, or an id or offset points nowhere."""


class QueryError(EntenteError):
    """A query that is refused, fails or runs past its limits. The message says which and what to do."""


class OutputError(EntenteError):
    """An output folder that cannot be written or read."""
