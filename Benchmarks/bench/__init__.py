"""The benchmarks; see ../run."""
