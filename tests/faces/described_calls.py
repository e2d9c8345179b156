"""Property-based calls of the API, made by schemathesis from the API's own description."""

from __future__ import annotations

import schemathesis
from fastapi import FastAPI
from hypothesis import HealthCheck, given, settings
from schemathesis import GenerationMode
from schemathesis.specs.openapi.checks import positive_data_acceptance

ROUTES = (
    "post /api/ask", "get /api/figures", "get /api/reports", "get /api/reports/{id}", "get /api/health",
    "get /api/compare", "get /api/rollup", "post /api/feedback",
    "get /report/{id}", "post /v1/chat/completions", "get /v1/models", "get /v1/models/{id}",
    "get /bodies", "get /body", "get /all.csv", "get /datapackage.json",
)  # fmt: skip

_CANNOT_BE_WRONG = ("reports", "/health", "/report/", "/v1/models", "/bodies", "/all.csv", "/datapackage.json")
"""Routes that take nothing, or any word at all: nothing can break their description."""


def call_as_described(app: FastAPI, route: str, most: int) -> None:
    """Up to `most` calls that keep to the description, and as many that break it; the replies are compared with it."""
    method, path = route.split(" ")
    operation = schemathesis.openapi.from_asgi("/openapi.json", app)[path][method.upper()]
    modes = [GenerationMode.POSITIVE, GenerationMode.NEGATIVE]
    for mode in modes[: 1 if any(part in path for part in _CANNOT_BE_WRONG) else 2]:

        @given(case=operation.as_strategy(generation_mode=mode))
        @settings(max_examples=most, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
        def called(case: schemathesis.Case) -> None:
            # A string of the right type may still be no conversation and no metric that there is.
            case.call_and_validate(excluded_checks=[positive_data_acceptance])

        called()
