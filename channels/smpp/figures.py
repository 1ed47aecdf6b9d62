"""What is counted of the line to an SMSC."""

from __future__ import annotations

from prometheus_client import Counter, Gauge

binds = Counter("smpp_binds_total", "Tries to bind to the SMSC", ["outcome"])
submissions = Counter("smpp_submissions_total", "Replies handed to the SMSC, by what became of them", ["outcome"])
bound = Gauge("smpp_bound", "Lines that are bound to the SMSC now", multiprocess_mode="livesum")
