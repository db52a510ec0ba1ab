"""How the time that some work takes grows with what it is given; measured so that a busy machine changes nothing.

Clocks differ from machine to machine, so no test asks for a time: four times as much may take four times as long, and
what grows with the square takes sixteen times as long. Processor time is measured; what other tests left in memory is
put out of the collector's sight, which else goes through all of it now and then; and what is slow by accident is not
slow each time.
"""

import gc
from collections.abc import Callable
from time import process_time
from typing import TypeVar

Input = TypeVar("Input")

GRAIN = 0.004  # seconds that a clock may be wrong by
TRIES = 4


def grows_in_step(
    work: Callable[[Input], object], made: Callable[[int], Input], short: int, long: int, *, most: float
) -> bool:
    """Tell whether the work on `made(long)` takes at most `most` times as long as on `made(short)`; in some tries."""
    little, much = made(short), made(long)
    work(made(max(short // 16, 1)))  # what is read once, is read now
    return any(seconds(work, much) <= most * seconds(work, little) + GRAIN for _ in range(TRIES))


def seconds(work: Callable[[Input], object], given: Input) -> float:
    """Return the seconds of processor time that `work(given)` takes by itself."""
    gc.collect()
    gc.disable()
    try:
        start = process_time()
        work(given)
        return process_time() - start
    finally:
        gc.enable()
