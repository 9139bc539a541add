"""The proof that an assignment grades as it should: right and wrong solutions, run and counted."""
