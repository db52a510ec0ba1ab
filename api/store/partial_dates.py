"""Dates as precise as they are known: 2025, 2025-11 or 2025-11-08, compared as text.

In: an ISO 8601 date, perhaps only its beginning.  Out: the first and the last day that it may mean, the number of its
month.
"""

_MONTH_DAYS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def first_day(date: str) -> str:
    """Return the first day of a partial date: 2025-01-01 for 2025."""
    return f"{date}-01-01"[:10] if len(date) == 4 else f"{date}-01"[:10]


def last_day(date: str) -> str:
    """Return the last day of a partial date: 2025-12-31 for 2025."""
    if len(date) == 4:
        return f"{date}-12-31"
    if len(date) == 7:
        return f"{date}-{_days_in_month(int(date[:4]), int(date[5:])):02}"
    return date


def first_form(date: str) -> str:
    """Return the lowest text that counts as the first day of `date`: 2025 for 2025-01-01.

    Dates are compared as text. An article of "2025" counts as published on 2025-01-01, so a search from 2025-01-01
    must find it, although its shorter text sorts before.
    """
    return date.removesuffix("-01").removesuffix("-01") if len(date) == 10 else _without_january(date)


def _without_january(date: str) -> str:
    return date[:4] if date.endswith("-01") and len(date) == 7 else date


def month_number(date: str) -> int:
    """Return the number of the month of `date`, counted from the year 0: consecutive months differ by one."""
    return int(date[:4]) * 12 + int(date[5:7]) - 1


def month_called(number: int) -> str:
    """Return the month with that number: the reverse of `month_number`."""
    return f"{number // 12:04}-{number % 12 + 1:02}"


def _days_in_month(year: int, month: int) -> int:
    """Return the number of days of a month in the Gregorian calendar, also for the year 0000."""
    leap = month == 2 and year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    return _MONTH_DAYS[month - 1] + leap
