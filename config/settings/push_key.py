"""The key by which push services know this installation (RFC 8292)."""

from base64 import urlsafe_b64encode

from cryptography.hazmat.primitives.asymmetric import ec


def make() -> str:
    """A new private key on P-256, as one word."""
    number = ec.generate_private_key(ec.SECP256R1()).private_numbers().private_value
    return urlsafe_b64encode(number.to_bytes(32)).rstrip(b"=").decode()
