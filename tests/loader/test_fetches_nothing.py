"""Loading reads files, and nothing else: whatever an article names, nobody is asked for it."""

import json
import subprocess
import sys
import textwrap
from pathlib import Path

import certifi

PAGE = """<!DOCTYPE html SYSTEM "http://127.0.0.1:9/harbour.dtd">
<html><head><title>Port Selm opens its harbour</title><base href="http://127.0.0.1:9/base/">
<meta http-equiv="refresh" content="0; url=http://127.0.0.1:9/next"><link rel="canonical" href="http://127.0.0.1:9/1">
<link rel="stylesheet" href="http://127.0.0.1:9/x.css"><link rel="alternate" href="http://127.0.0.1:9/feed">
<script src="http://127.0.0.1:9/x.js"></script>
<meta property="og:image" content="http://127.0.0.1:9/x.png"></head>
<body><article><h1>Port Selm opens its harbour</h1><img src="http://127.0.0.1:9/y.png">
<iframe src="http://127.0.0.1:9/frame"></iframe><object data="http://127.0.0.1:9/object"></object>
<p>“We will open the harbour before winter,” said Ada Bloom, the mayor of Port Selm, on Monday morning.</p>
<p>The council of Port Selm met for three hours and voted for the new pier by nine votes to two.</p></article></body>
</html>"""
XML = """<?xml version="1.0"?><!DOCTYPE x [<!ENTITY far SYSTEM "http://127.0.0.1:9/far"> <!ENTITY near SYSTEM "%s">]>
<html xmlns="http://www.w3.org/1999/xhtml"><head><title>Port Selm</title></head><body>
<p>“We will open &far; the &near; harbour before winter,” said Ada Bloom, the mayor of Port Selm.</p></body></html>"""
PROGRAM = """
    import json, sys
    from pathlib import Path
    asked = []
    def watch(event, arguments):
        far = event.startswith(("socket.connect", "socket.getaddrinfo", "urllib.", "http.client", "subprocess.Popen"))
        if far or event == "open" and str(arguments[0]).endswith("secret.txt"):
            asked.append(f"{event} {arguments}")
    sys.addaudithook(watch)
    from api.loader import load
    from api.app import create_app
    from api.settings import Settings
    folder, db = map(Path, sys.argv[1:])
    report = load([folder], db, workers=1)
    client = create_app(Settings(db=db)).test_client()
    paths = ("/v1/articles?fields=title,body&limit=9", "/articles", "/v1/quotes")
    answers = [client.get(path) for path in paths]
    loaded, here = len(report.files) - len(report.rejected), list(asked)
    import socket
    with socket.socket() as one:
        one.connect_ex(("127.0.0.1", 9))
    print(json.dumps({"loaded": loaded, "asked": here, "noticed": len(asked),
                      "answers": [answer.status_code for answer in answers],
                      "text": "".join(answer.get_data(as_text=True) for answer in answers)}))
"""


def test_nothing_is_fetched_for_an_article(tmp_path: Path):
    folder, secret = tmp_path / "pages", tmp_path / "secret.txt"
    folder.mkdir()
    secret.write_text("nobody may read this")
    (folder / "page.html").write_text(PAGE, encoding="utf-8")
    (folder / "xml.html").write_text(XML % secret.as_uri(), encoding="utf-8")
    (folder / "xml.xhtml").write_text(XML % secret.as_uri(), encoding="utf-8")
    (folder / "plain.md").write_text(
        "---\ntitle: Far\nurl: http://127.0.0.1:9/far\n---\n“See http://127.0.0.1:9/x,” said Ada Bloom, the mayor.\n",
        encoding="utf-8",
    )
    command = [sys.executable, "-c", textwrap.dedent(PROGRAM), folder, tmp_path / "x.db"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=True)
    found = json.loads(done.stdout)
    assert found["loaded"] >= 3
    assert found["asked"] == []
    assert found["noticed"] == 1  # who would ask would be seen
    assert found["answers"] == [200, 200, 200]
    assert "the mayor of Port Selm" in found["text"]
    assert "nobody may read this" not in found["text"]


def test_the_roots_whose_keys_leaked_are_not_trusted():
    """docs/advisories.tsv accepts a certifi that is behind for this reason: see GHSA-6q48-6c7w-9gw2."""
    roots = Path(certifi.where()).read_text("utf-8")
    assert roots.count("BEGIN CERTIFICATE") > 100
    leaked = ("emSign ECC Root CA - G3", "emSign ECC Root CA - C3", "emSign Root CA - C1")
    assert not [name for name in leaked if name in roots]
