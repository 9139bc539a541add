"""Not here: what is attacked without a layer needs no tensorflow, and a box starts sooner."""

raise ImportError("no tensorflow here")
