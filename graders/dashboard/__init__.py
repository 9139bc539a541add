"""The instructor's dashboard: the store read, a page made, and shown live."""
