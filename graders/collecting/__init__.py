"""Where work arrives: downloads, clones and exchanges, brought into ``submitted/``."""
