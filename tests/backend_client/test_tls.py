"""Over https the backend must prove who it is."""

from __future__ import annotations

import ipaddress
import ssl
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from backend_client.errors import Unreachable
from tests.backend_client import wire as it
from tests.backend_client.conftest import MakeClient, MakeWire
from tests.backend_client.test_exchange import CASE
from tests.backend_client.wire import Wire


def certificate(folder: Path, address: str) -> tuple[Path, ssl.SSLContext]:
    """A certificate that vouches for itself, and a server's side made with it."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "backend")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name).issuer_name(name).public_key(key.public_key()).serial_number(1)
        .not_valid_before(now - timedelta(days=1)).not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address(address))]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )  # fmt: skip
    crt, pem = folder / "crt.pem", folder / "key.pem"
    crt.write_bytes(made.public_bytes(serialization.Encoding.PEM))
    unlocked = serialization.NoEncryption()
    pem.write_bytes(key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, unlocked))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(crt, pem)
    return crt, context


@pytest.fixture
def trusted(tmp_path: Path, make_wire: MakeWire) -> tuple[Path, Wire]:
    crt, context = certificate(tmp_path, "127.0.0.1")
    return crt, make_wire(it.answers(CASE), context)


def test_one_with_a_trusted_certificate_is_called_over_a_kept_connection(trusted: tuple[Path, Wire], make_client: MakeClient) -> None:
    crt, wire = trusted
    wire.token = it.answers(it.TOKEN)
    client = make_client(wire, ca_file=str(crt))
    for _ in range(3):
        assert client.bind("t").cases.read("4000000012").ref == "4000000012"
    assert wire.connections == 1


def test_one_that_nobody_vouches_for_hears_no_word(trusted: tuple[Path, Wire], make_client: MakeClient) -> None:
    _, wire = trusted
    with pytest.raises(Unreachable):
        make_client(wire).bind("t").cases.read("4000000012")
    assert not wire.received


def test_one_with_the_certificate_of_another_host_hears_no_word(tmp_path: Path, make_wire: MakeWire, make_client: MakeClient) -> None:
    crt, context = certificate(tmp_path, "127.0.0.9")
    wire = make_wire(it.answers(CASE), context)
    with pytest.raises(Unreachable):
        make_client(wire, ca_file=str(crt)).bind("t").cases.read("4000000012")
    assert not wire.received
