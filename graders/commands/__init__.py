"""One module per command; each has an object ``command``. Imported when called."""
