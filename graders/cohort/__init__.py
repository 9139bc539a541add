"""Which submissions, in parallel, cached, resumable."""
