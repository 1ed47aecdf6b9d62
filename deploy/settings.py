"""What `make run` reads: ports, sizes, and where the data lies."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True)
class Settings:
    service_port: int = 8000
    backend_port: int = 8001
    simulator_port: int = 8002
    wallet_port: int = 8003
    # One web process keeps a laptop quiet; a server sets one for each core.
    service_workers: int = 1
    # Bounded by what a slow backend can hold: 16 starve at 2 s, 128 do not.
    service_threads: int = 128
    # Two, so that one that falls leaves nobody without a receipt.
    job_workers: int = 2
    data: Path = ROOT / "var"

    @property
    def service_url(self) -> str:
        return f"http://127.0.0.1:{self.service_port}"

    @property
    def backend_url(self) -> str:
        return f"http://127.0.0.1:{self.backend_port}"

    @property
    def simulator_url(self) -> str:
        return f"http://127.0.0.1:{self.simulator_port}"

    @property
    def wallet_url(self) -> str:
        return f"http://127.0.0.1:{self.wallet_port}"


def read_settings(environ: Mapping[str, str] = os.environ) -> Settings:
    """Raises SystemExit naming every setting that is no number in its range."""
    default, faults = Settings(), []

    def number(name: str, usual: int, most: int) -> int:
        value = environ.get(name) or str(usual)
        if value.isascii() and value.isdigit() and 0 < int(value) <= most:
            return int(value)
        faults.append(f"{name} must be a number from 1 to {most}, not {value!r}")
        return usual

    settings = Settings(
        service_port=number("SERVICE_PORT", default.service_port, 65535),
        backend_port=number("BACKEND_PORT", default.backend_port, 65535),
        simulator_port=number("SIMULATOR_PORT", default.simulator_port, 65535),
        wallet_port=number("WALLET_PORT", default.wallet_port, 65535),
        service_workers=number("SERVICE_WORKERS", default.service_workers, 64),
        service_threads=number("SERVICE_THREADS", default.service_threads, 1024),
        job_workers=number("JOB_WORKERS", default.job_workers, 64),
        data=Path(environ.get("DATA_FOLDER") or default.data).absolute(),
    )
    if faults:
        raise SystemExit("\n".join(faults))
    return settings
