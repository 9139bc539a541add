"""Wrong solutions made by machine: mutants of the right ones, to find the holes in a rubric."""
