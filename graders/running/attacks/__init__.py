"""Attacks on the box, as notebooks: what a hostile student might try.

An attack counts only where it is *armed*: the same code does its harm in a control process
without a box. ``python -m graders.running.attacks`` tries them all on this machine and prints
how many were tried, armed and contained; ``docs/sandbox.md`` has such a table.
"""
