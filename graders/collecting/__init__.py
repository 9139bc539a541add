"""Where work arrives: downloads of learning platforms, clones and exchanges, into ``submitted/``."""
