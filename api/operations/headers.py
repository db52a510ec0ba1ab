"""The headers that restrict an answer: what a browser may do with it, who may frame it, and who may read it."""

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
FOR_ANY_ORIGIN: Mapping[str, str] = {  # the API is public and takes no credentials
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": (
        "Accept-Ranges, Allow, Content-Disposition, Content-Range, Corpus-Version, ETag, Link, RateLimit, "
        "RateLimit-Policy, Repr-Digest, Retry-After, Unknown-Ids, X-Request-ID"
    ),
}
"""Headers that let scripts of any origin read an answer. Without them an error looks like a network failure."""
DATA_HEADERS: Mapping[str, str] = {**SECURITY, "Content-Security-Policy": DATA_POLICY, **FOR_ANY_ORIGIN}
"""Headers of every answer of the API, even a refusal by the server itself."""


def policy_for(media_type: str | None) -> str:
    """Return the Content-Security-Policy: a page may load its own parts, anything else nothing at all."""
    return PAGE_POLICY if media_type == "text/html" else DATA_POLICY
