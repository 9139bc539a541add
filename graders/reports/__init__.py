"""Grade to text, HTML, CSV, JUnit: prose is made here, and escaped here."""
