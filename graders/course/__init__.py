"""A course folder: assignments, submissions, references. Pure reading; no student code runs."""
