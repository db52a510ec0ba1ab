"""Files: what people have becomes decoded text and the facts that it declares.

In: bytes and a path.  Out: a `RawFile` for each article in them, or why there is none.

    read                        which kind of file it is, and whose turn that makes it
    archive, webarchive         files of a zip, bytes of a gzip stream; pages of a WARC
    encoding                    bytes become sound text
    front_matter, plain_yaml    the facts at the head of a Markdown file; YAML as JSON has it
    labelled                    "Title: ...", "Byline: ..." above a text
    exports, editors            articles as other programs export them; texts as editors keep them, in blocks

Saved web pages have a room of their own (`webpages`).
"""
