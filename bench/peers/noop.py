"""A Flask route that returns a constant: what any Flask application takes at the least."""

from flask import Flask, Response

app = Flask(__name__, static_folder=None)
_ANSWER = b'{"data":"' + b"." * 2090 + b'"}'


@app.get("/")
def constant() -> Response:
    return Response(_ANSWER, mimetype="application/json")
