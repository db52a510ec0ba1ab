"""What schemathesis holds refusals to: `hooks` of schemathesis.toml, and in tests/rest/test_fuzz.py.

Some requests fit the description value by value and can't be answered all the same: an id or a file that isn't there,
a cursor that nobody handed out, `sort=-relevance` without `q`, a `q` that ends in OR. OpenAPI has no words for that.
So the statuses of such refusals are accepted in schemathesis.toml, and this check says exactly when.
"""

from typing import Any

import schemathesis
from schemathesis import GenerationMode

_ONLY_TOGETHER = {"conflict", "invalid-cursor"}  # codes of faults that no single value shows


@schemathesis.check
def refusals_of_described_requests_have_a_reason(
    ctx: schemathesis.CheckContext, response: schemathesis.Response, case: schemathesis.Case
) -> None:
    """A request that fits the description is refused for what no description can say, and for nothing else."""
    is_described = case.meta is not None and case.meta.generation.mode is GenerationMode.POSITIVE
    if is_described and 400 <= response.status_code < 500 and not _is_beyond_a_schema(response, case):
        raise AssertionError(f"{response.status_code} for a request as described: {response.text[:500]}")


def _is_beyond_a_schema(response: schemathesis.Response, case: schemathesis.Case) -> bool:
    if response.status_code in {414, 431}:  # lists may be longer than the server reads
        return True
    problem = response.json()
    kind, path = problem["type"].removeprefix("/problems/"), case.path
    reasons = {
        400: lambda: all(map(_shows_only_together, problem.get("errors", [{}]))),
        403: lambda: (
            (kind, path) == ("restricted", "/v1/articles/{id}") and (case.query or {})["format"] == "text"
        ),
        404: lambda: kind == "not-found" and ("{" in path or path in {"/v1/lookup", "/v1/quotes/random"}),
        410: lambda: (
            (kind, path) == ("unknown-version", "/v1/changes") or (kind == "gone" and "{id}" in path)
        ),
    }
    return bool(reasons.get(response.status_code, lambda: False)())


def _shows_only_together(fault: dict[str, Any]) -> bool:
    return fault.get("code") in _ONLY_TOGETHER or (fault.get("parameter"), fault.get("code")) == (
        "q",
        "invalid",
    )
