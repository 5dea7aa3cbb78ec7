"""An authority made up for the tests: a root, and people's certificates from it. Nothing of it leaves the tests."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import pkcs12
from cryptography.x509.oid import NameOID

PASSPHRASE = "mat-khau-thu"
NOW = datetime.now(UTC)


def _name(common: str, organisation: str = "") -> x509.Name:
    parts = [x509.NameAttribute(NameOID.COMMON_NAME, common)]
    if organisation:
        parts.append(x509.NameAttribute(NameOID.ORGANIZATION_NAME, organisation))
    return x509.Name(parts)


#: Where the authority's list of revoked certificates would be found; nobody here calls it.
_LISTED = x509.CRLDistributionPoints(
    [x509.DistributionPoint([x509.UniformResourceIdentifier("http://mau.example/crl")], None, None, None)]
)


@dataclass
class Authority:
    """A root that gives out certificates."""

    name: str = "Nơi cấp thử"

    def __post_init__(self) -> None:
        self.key = ec.generate_private_key(ec.SECP256R1())
        builder = self._builder(_name(self.name), self.key, -3650, 3650)
        builder = builder.add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        builder = builder.add_extension(_usage(sign=True), critical=True)
        self.certificate = builder.sign(self.key, hashes.SHA256())

    def _builder(self, subject: x509.Name, key, begins: int, ends: int) -> x509.CertificateBuilder:
        return (
            x509.CertificateBuilder()
            .subject_name(subject)
            .issuer_name(_name(self.name))
            .public_key(key.public_key())
            .serial_number(x509.random_serial_number())
            .not_valid_before(NOW + timedelta(days=begins))
            .not_valid_after(NOW + timedelta(days=ends))
        )

    def give(self, folder: Path, *, who: str, body: str, begins: int = -30, ends: int = 365) -> Path:
        """A PKCS#12 file for `who`, valid from `begins` to `ends` days from now."""
        key = ec.generate_private_key(ec.SECP256R1())
        builder = self._builder(_name(who, body), key, begins, ends)
        builder = builder.add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        builder = builder.add_extension(_usage(sign=False), critical=True)
        builder = builder.add_extension(_LISTED, critical=False)
        certificate = builder.sign(self.key, hashes.SHA256())
        path = folder / f"{certificate.serial_number}.p12"
        lock = serialization.BestAvailableEncryption(PASSPHRASE.encode())
        path.write_bytes(
            pkcs12.serialize_key_and_certificates(b"thu", key, certificate, [self.certificate], lock)
        )
        return path

    def revoked(self, serial: int) -> bytes:
        """The list of those that do not hold any more: this one, since yesterday."""
        row = x509.RevokedCertificateBuilder().serial_number(serial)
        builder = x509.CertificateRevocationListBuilder().issuer_name(_name(self.name))
        builder = builder.last_update(NOW - timedelta(hours=1)).next_update(NOW + timedelta(days=7))
        builder = builder.add_revoked_certificate(row.revocation_date(NOW - timedelta(days=1)).build())
        return builder.sign(self.key, hashes.SHA256()).public_bytes(serialization.Encoding.DER)

    def root(self, folder: Path) -> Path:
        path = folder / f"{self.certificate.serial_number}.pem"
        path.write_bytes(self.certificate.public_bytes(serialization.Encoding.PEM))
        return path


def _usage(*, sign: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not sign, content_commitment=not sign, key_encipherment=False, data_encipherment=False,
        key_agreement=False, key_cert_sign=sign, crl_sign=sign, encipher_only=False, decipher_only=False,
    )  # fmt: skip
