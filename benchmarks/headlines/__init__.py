"""The course's own figures, trained again on the original data."""
