"""A network as councils have them: one way out, by a proxy, and an authority of its own."""

import select
import socket
import ssl
import threading
from base64 import b64encode
from collections.abc import Mapping
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

AUTHORITY = "Northgate Council Filter"


class Authority:
    """Signs a certificate for one host, as a filter that reads along does."""

    def __init__(self, folder: Path, host: str) -> None:
        self.ca_file, self._whole = folder / "authority.pem", folder / "host.pem"
        ours, theirs = (ec.generate_private_key(ec.SECP256R1()) for _ in range(2))
        us = _name(AUTHORITY)
        authority = _certificate(us, us, ours.public_key())
        authority = authority.add_extension(x509.BasicConstraints(True, None), critical=True)
        name = x509.SubjectAlternativeName([x509.DNSName(host)])
        leaf = _certificate(us, _name(host), theirs.public_key()).add_extension(name, False)
        pem = serialization.Encoding.PEM
        self.ca_file.write_bytes(authority.sign(ours, hashes.SHA256()).public_bytes(pem))
        key = theirs.private_bytes(
            pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
        self._whole.write_bytes(key + leaf.sign(ours, hashes.SHA256()).public_bytes(pem))

    def context(self) -> ssl.SSLContext:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(self._whole)
        return context


class Proxy:
    """Lets CONNECT through to the places it knows, and refuses every other with a status."""

    def __init__(
        self,
        authority: Authority,
        places: Mapping[str, int],
        password: str | None = None,
    ) -> None:
        self.asked: list[str] = []
        self.places, self._tls = dict(places), authority.context()
        wanted = password and b64encode(password.encode()).decode()
        self._pass = f"Proxy-Authorization: Basic {wanted}" if wanted else ""
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.address = f"127.0.0.1:{self._listening.getsockname()[1]}"
        threading.Thread(target=self._serve, daemon=True).start()

    def stop(self) -> None:
        with suppress(OSError):  # it was stopped already
            self._listening.shutdown(socket.SHUT_RDWR)
        self._listening.close()

    def _serve(self) -> None:
        while True:
            try:
                wire, _ = self._listening.accept()
            except OSError:
                return
            threading.Thread(target=self._attend, args=(wire,), daemon=True).start()

    def _attend(self, wire: socket.socket) -> None:
        with wire:
            head = b""
            while b"\r\n\r\n" not in head:
                if not (more := wire.recv(1)):
                    return
                head += more
            place = head.decode().split()[1]
            self.asked.append(place)
            if self._pass and self._pass not in head.decode():
                wire.sendall(b"HTTP/1.1 407 Proxy Authentication Required\r\n\r\n")
            elif place not in self.places:
                wire.sendall(b"HTTP/1.1 403 Forbidden\r\n\r\n")
            else:
                wire.sendall(b"HTTP/1.1 200 Connection established\r\n\r\n")
                self._through(wire, self.places[place])

    def _through(self, wire: socket.socket, port: int) -> None:
        try:
            with (
                self._tls.wrap_socket(wire, server_side=True) as here,
                socket.create_connection(("127.0.0.1", port)) as there,
            ):
                while True:
                    ready = [here] if here.pending() else select.select([here, there], [], [])[0]
                    for one in ready:
                        if not (told := one.recv(65_536)):
                            return
                        (there if one is here else here).sendall(told)
        except OSError:
            return  # whoever asked did not trust us, or has gone


def _name(name: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])


def _certificate(
    issuer: x509.Name, subject: x509.Name, key: ec.EllipticCurvePublicKey
) -> x509.CertificateBuilder:
    now, day = datetime.now(UTC), timedelta(days=1)
    return (
        x509.CertificateBuilder()
        .issuer_name(issuer)
        .subject_name(subject)
        .public_key(key)
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - day)
        .not_valid_after(now + day)
    )
