"""The corpus for language models: POST /mcp, the Model Context Protocol over HTTP, without any session.

In: one JSON-RPC message.  Out: one.  Both forms of the protocol work: that of 2026-07-28, in which every request is
complete in itself, and the handshake of earlier versions, for which no state has to be kept. The tools accept and
answer what the API does: strict arguments, the same records, the same rights.
"""

import sqlite3
from typing import Any

import orjson
from flask import Blueprint, Response, g, request
from werkzeug.exceptions import BadRequest, HTTPException

from api import __version__
from api.errors import NotFound, QueryError
from api.rest import problems
from api.rest.tools import TOOLS, Tool
from api.store.connect import OutOfTime, is_out_of_time
from api.store.unknown import nearest_id

mcp = Blueprint("mcp", __name__)

MODERN = "2026-07-28"
HANDSHAKE = ("2025-11-25", "2025-06-18", "2025-03-26")
_VERSION_KEY = "io.modelcontextprotocol/protocolVersion"
_LONGEST_MESSAGE = 32_000  # bytes; the server accepts no more (operations.worker)
_PARSE_ERROR, _INVALID_REQUEST, _NO_METHOD, _INVALID_PARAMS = -32700, -32600, -32601, -32602
_UNSUPPORTED_VERSION = -32022
_INSTRUCTIONS = (
    "A corpus of news articles with the quotes in them, who said each, and the printed words that show it. An empty "
    "answer means that this corpus has nothing, not that nobody said it. Quote `text` only if `kind` is direct or "
    "mixed; indirect is the reporter's wording. Name the article and its date; confidence is the probability that "
    "the speaker is right."
)
_TOO_LONG = "The query takes longer than is allowed; narrow it by a speaker or a shorter period."


class _Refusal(Exception):
    """A message that can't be answered: a JSON-RPC error code and a sentence."""

    def __init__(self, code: int, message: str, data: Any = None) -> None:
        super().__init__(message)
        self.code, self.data = code, data


@mcp.post("/mcp")
def answer_message() -> Response:
    """Answer one message; a notification gets a 202 without content."""
    message: Any = None
    try:
        message = _message()
        if "id" not in message:
            return Response(status=202)
        result = _result(message["method"], _params(message), _version(message))
    except _Refusal as refusal:
        return _refused(message, refusal)
    return _json({"jsonrpc": "2.0", "id": message["id"], "result": result})


def _message() -> dict[str, Any]:
    request.max_content_length = _LONGEST_MESSAGE
    try:
        message = orjson.loads(_body())
    except orjson.JSONDecodeError as error:
        raise _Refusal(_PARSE_ERROR, f"The body is not JSON: {error}.") from error
    if not isinstance(message, dict) or message.get("jsonrpc") != "2.0":
        raise _Refusal(_INVALID_REQUEST, "Expected one JSON-RPC 2.0 object; batches are not taken.")
    if not isinstance(message.get("method"), str):
        raise _Refusal(_INVALID_REQUEST, "The message has no method.")
    if "id" in message and (isinstance(message["id"], bool) or not isinstance(message["id"], str | int)):
        raise _Refusal(_INVALID_REQUEST, "The id is neither a text nor a whole number.")
    return message


def _body() -> bytes:
    try:
        return request.get_data()
    except HTTPException:
        raise
    except Exception as error:  # the server's own: a length that isn't a number, a client that hangs up
        raise BadRequest("The body could not be read.") from error


def _params(message: dict[str, Any]) -> dict[str, Any]:
    params = message.get("params", {})
    if not isinstance(params, dict):
        raise _Refusal(_INVALID_PARAMS, "params is not an object.")
    return params


def _version(message: dict[str, Any]) -> str:
    """Return the version that the request names; `initialize` is answered with a version that we support."""
    meta = _params(message).get("_meta")
    named = meta.get(_VERSION_KEY) if isinstance(meta, dict) else None
    version = str(named or request.headers.get("MCP-Protocol-Version") or HANDSHAKE[-1])
    if message["method"] != "initialize" and version not in {MODERN, *HANDSHAKE}:
        supported = {"supported": [MODERN, *HANDSHAKE], "requested": version}
        raise _Refusal(_UNSUPPORTED_VERSION, f"Protocol version {version!r} is not spoken here.", supported)
    return version


def _result(method: str, params: dict[str, Any], version: str) -> dict[str, Any]:
    # Clients that cache the list ask again after a minute: a load may have changed the corpus.
    modern: dict[str, Any] = {"resultType": "complete"} if version == MODERN else {}
    kept: dict[str, Any] = {"ttlMs": 60_000, "cacheScope": "public"} if modern else {}
    match method:
        case "initialize":
            return _welcome(params)
        case "server/discover":
            facts = {"supportedVersions": [MODERN, *HANDSHAKE], **_server()}
            return {**facts, "resultType": "complete", "ttlMs": 60_000, "cacheScope": "public"}
        case "ping":
            return modern
        case "tools/list":
            return {"tools": [tool.described() for tool in TOOLS.values()], **modern, **kept}
        case "tools/call":
            return {**_call(params), **modern}
    raise _Refusal(_NO_METHOD, f"There is no method {method!r}; this server has tools only.")


def _server() -> dict[str, Any]:
    return {"capabilities": {"tools": {}}, "instructions": _INSTRUCTIONS}


def _welcome(params: dict[str, Any]) -> dict[str, Any]:
    asked = params.get("protocolVersion")
    version = asked if asked in HANDSHAKE else HANDSHAKE[0]
    about = {"name": "on-record", "title": g.db.corpus.title, "version": __version__}
    return {"protocolVersion": version, "serverInfo": about, **_server()}


def _call(params: dict[str, Any]) -> dict[str, Any]:
    tool, arguments = TOOLS.get(str(params.get("name"))), params.get("arguments") or {}
    if tool is None:
        raise _Refusal(
            _INVALID_PARAMS, f"There is no tool {params.get('name')!r}; there are {', '.join(TOOLS)}."
        )
    if not isinstance(arguments, dict):
        raise _Refusal(_INVALID_PARAMS, "arguments is not an object.")
    return _tool_result(tool, arguments)


def _tool_result(tool: Tool, arguments: dict[str, Any]) -> dict[str, Any]:
    """Return the tool's result; faults of its arguments are a result too, for the model to read."""
    try:
        found = tool.call(arguments)
    except QueryError as error:
        return _failed(" ".join(f"{fault.parameter}: {fault.detail}" for fault in error.faults))
    except NotFound as error:
        return _failed(f"{error}{problems.hint(nearest_id(g.db, f'{error.kind}s', error.id))}")
    except OutOfTime:
        return _failed(_TOO_LONG)
    except sqlite3.OperationalError as error:
        if not is_out_of_time(error):
            raise
        return _failed(_TOO_LONG)
    text = orjson.dumps(found).decode()
    return {"content": [{"type": "text", "text": text}], "structuredContent": found, "isError": False}


def _failed(message: str) -> dict[str, Any]:
    return {"content": [{"type": "text", "text": message}], "isError": True}


def _refused(message: Any, refusal: _Refusal) -> Response:
    error: dict[str, Any] = {"code": refusal.code, "message": str(refusal)}
    if refusal.data is not None:
        error["data"] = refusal.data
    id_ = message.get("id") if isinstance(message, dict) else None
    status = 400 if refusal.code in {_PARSE_ERROR, _INVALID_REQUEST, _UNSUPPORTED_VERSION} else 200
    return _json({"jsonrpc": "2.0", "id": id_, "error": error}, status)


def _json(document: dict[str, Any], status: int = 200) -> Response:
    return Response(
        orjson.dumps(document), status, mimetype="application/json", headers={"Cache-Control": "no-store"}
    )
