"""What a monitoring system can read of a running service, in the format of Prometheus (the only importer of its
client). Numbers alone: no question, no address, no name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest

if TYPE_CHECKING:
    from nianbao.serving.service import Service

CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"
_STEPS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 1.5, 3.0, 10.0)


class Gauges:
    """The counts of one service since it started."""

    def __init__(self, service: Service) -> None:
        self._registry = CollectorRegistry()
        self._requests = Counter(
            "nianbao_requests", "Requests answered", ["route", "method", "status"], registry=self._registry
        )
        self._seconds = Histogram(
            "nianbao_request_seconds", "Seconds until an answer was complete", ["route"], buckets=_STEPS,
            registry=self._registry,
        )  # fmt: skip
        self._last: dict[str, Gauge] = {}
        traffic = service.traffic
        self._gauge("nianbao_requests_in_flight", "Places taken by requests", lambda: traffic.taken)
        self._gauge("nianbao_requests_in_flight_limit", "Places there are", lambda: traffic.most)
        self._gauge("nianbao_streams", "Connections of open pages", lambda: traffic.streams)
        self._gauge("nianbao_refused_total", "Requests refused because too much was under way", lambda: traffic.refused)
        for name in ("reports", "passages", "figures"):
            self._gauge(f"nianbao_index_{name}", f"{name} in the index", lambda n=name: _counted(service, n))
        self._gauge("nianbao_closed", "1 while staff have closed the page", lambda: service.switch.notice is not None)
        visits = service.visits
        self._gauge("nianbao_visits_recording", "1 while visits are recorded", lambda: visits and visits.recording)

    def answered(self, route: str, method: str, status: int, seconds: float) -> None:
        """Count one request."""
        self._requests.labels(route, method, str(status)).inc()
        self._seconds.labels(route).observe(seconds)

    def text(self) -> bytes:
        """All of it as the monitoring system reads it."""
        return generate_latest(self._registry)

    def _gauge(self, name: str, help: str, read: object) -> None:
        gauge = Gauge(name, help, registry=self._registry)
        gauge.set_function(lambda: float(read() or 0))  # type: ignore[operator]  # a function without arguments
        self._last[name] = gauge


def _counted(service: Service, name: str) -> int:
    return service.desk.library.counts().get(name, 0)
