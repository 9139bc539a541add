"""What runs beside student code.

Imports nothing of ``graders``: in the box it is a top-level package of its own. What it writes
is decoded on the trusted side by the types of ``graders.model.evidence``.
"""
