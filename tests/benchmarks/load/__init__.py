"""What an answer costs, beside what it must cost: `python -m tests.benchmarks.load`."""
