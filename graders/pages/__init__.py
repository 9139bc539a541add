"""A page of feedback for each student: read from the store, written below ``reports/``."""
