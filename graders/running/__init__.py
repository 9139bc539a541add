"""Runs untrusted notebooks and brings back evidence. The only stage that touches student code."""
