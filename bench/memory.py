"""How much memory a process takes that is its own: what is compared between servers, and over an export."""

import re
from pathlib import Path


def own_memory(pid: int | str) -> float:
    """Return the MB of a process that belong to no file; pages of mapped files can be had anew.

    `pid` may be "self". Raises OSError when the process has ended.
    """
    status = Path(f"/proc/{pid}/status").read_text()
    found = re.search(r"RssAnon:\s+(\d+)", status)
    return int(found[1]) / 1024 if found else 0.0  # a process that is ending has none
