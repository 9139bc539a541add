"""What a cohort's grades say about its checks: statistics without files, pages or prose."""
