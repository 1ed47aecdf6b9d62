"""`python -m sandbox.payments reconcile`: the three books compared, as JSON; ends with 1 while they differ."""

from __future__ import annotations

import argparse
import sys

import msgspec

from sandbox import settings
from sandbox.app import create_backend
from sandbox.payments.reconcile import reconcile
from sandbox.payments.wallet import WalletSilent, wallet_of


def main() -> int:
    arguments = argparse.ArgumentParser(prog="python -m sandbox.payments", description="The desk's jobs around payments.")
    arguments.add_argument("job", choices=["reconcile"])
    arguments.parse_args()
    try:
        backend = create_backend(settings.read())
        # What differs is made due; the running backend takes it from there.
        found = reconcile(backend, wallet_of(backend))
    except settings.SettingsError as problem:
        print(problem, file=sys.stderr)
        return 2
    except WalletSilent:
        print("the wallet does not answer", file=sys.stderr)
        return 2
    print(msgspec.json.format(msgspec.json.encode(found), indent=2).decode())
    return 0 if found["closed"] else 1


if __name__ == "__main__":
    sys.exit(main())
