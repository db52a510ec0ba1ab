"""The headers of every answer that keep it in bounds: what a browser may do with it, and who may frame it."""

from collections.abc import Mapping

SECURITY: Mapping[str, str] = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}
PAGE_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
DATA_POLICY = "default-src 'none'; frame-ancestors 'none'"


def policy_for(media_type: str | None) -> str:
    """Return the Content-Security-Policy: a page may load its own parts, anything else nothing at all."""
    return PAGE_POLICY if media_type == "text/html" else DATA_POLICY
