"""Ports for what is started only to be looked at: each is one process's own."""

import socket
import subprocess
import sys
from contextlib import ExitStack
from pathlib import Path

from deploy.ports import BLOCK, free_port
from tests.processes import ROOT

# Says which ports it has, and keeps them until it may end.
KEEPS = "from deploy.ports import free_port\nprint(*[free_port() for _ in range(20)], flush=True)\ninput()"


def test_processes_side_by_side_are_given_different_ports() -> None:
    given = [free_port() for _ in range(20)]
    with ExitStack() as stack:
        for _ in range(4):
            command = [sys.executable, "-c", KEEPS]
            keeper = subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
            # Its input is closed, and so it ends.
            stack.enter_context(keeper)
            assert keeper.stdout
            given += [int(port) for port in keeper.stdout.readline().split()]
    assert len(given) == 100
    assert len(set(given)) == 100


def test_a_port_that_somebody_listens_on_is_not_given() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", free_port()))
        taken.listen()
        assert taken.getsockname()[1] not in {free_port() for _ in range(BLOCK)}


def test_the_system_hands_none_of_them_out_by_itself() -> None:
    first, _last = Path("/proc/sys/net/ipv4/ip_local_port_range").read_text().split()
    assert free_port() < int(first)
