"""Say how many processes can work at once."""

import os


def processors() -> int:
    """Return how many processes can work at once."""
    # Not os.cpu_count(): in a container we may be allowed fewer.
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
