"""Cohorts on a Dask cluster: jobs go out as bytes, evidence comes back as bytes."""
