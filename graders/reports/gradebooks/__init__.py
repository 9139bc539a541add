"""Grades for where grades live: one module a learning platform."""
