"""What docs/ promises of a whole machine, tried on one that boots: `python -m tests.deploy.machines`."""
