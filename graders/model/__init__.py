"""The nouns: frozen, typed, serialisable values without I/O.

Everything here is a :class:`msgspec.Struct`. msgspec checks types while it decodes, so bytes
from a sandbox become either a well-typed value or a :class:`graders.errors.EvidenceError`.
"""
