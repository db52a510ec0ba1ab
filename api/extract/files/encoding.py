"""Turn bytes into sound text: find the encoding, repair what earlier software broke, keep everything else.

In: the bytes of a file.  Out: text with Unix line ends, without control characters, with ordinary spaces.
Each repair costs time, so each runs only where a quick look says that it is needed: most files are sound UTF-8.
"""

import codecs
import html
import re
import unicodedata

from api.errors import UnreadableFile

# What a file is when it opens with these bytes; nobody's article.
_SIGNATURES = {
    b"%PDF": "a PDF document",
    b"\x89PNG": "a PNG image",
    b"\xff\xd8\xff": "a JPEG image",
    b"GIF8": "a GIF image",
    b"PK\x03\x04": "a zip archive (or an Office document)",
    b"\x1f\x8b": "gzip-compressed data",
    b"\x7fELF": "a program",
    b"\xd0\xcf\x11\xe0": "an old Office document",
    b"{\\rtf": "an RTF document",
    b"SQLite format 3\x00": "a SQLite database",
}
_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_NO_TEXT = (
    "the file is binary or its encoding can't be told; expected UTF-8, UTF-16 or a common 8-bit encoding"
)
_BLANK = b"\x00 \t\r\n\xef\xbb\xbf\xff\xfe"  # blanks and byte order marks
_SAMPLE_BYTES = 65536  # what charset detection looks at: enough letters for any language, bounded time
_MAX_CONTROL_SHARE = 0.02  # text has next to no control characters; executables and images have many
_MAX_FOREIGN_SHARE = 0.25  # of the letters: French has 5 % accented ones, Russian in cp1251 nearly 100 %

# The first characters of UTF-8 read as cp1252 or MacRoman: "Ã©" for "é", "â€œ" for an opening mark.
_MOJIBAKE = re.compile("[ÂÃâÐÑØÙ‚√Åðï][\x80-\xbf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ¢¬±©]|\ufffd|[\x80-\x9f]")
# One of its characters: a search for one is several times faster than a search for two in a row.
_SUSPECT = re.compile("[ÂÃâÐÑØÙ‚√Åðï\ufffd\x80-\x9f]")
# The same after somebody also took letters and signs apart (Unicode NFKD): A + tilde for Ã, "1⁄4" for "¼", "o" for
# "º". "GÃ1⁄4len" is "Gülen", "RaÃol" is "Raúl"; a small "o" or "a" counts inside a word only, as in "SÃO PAULO" it
# is a letter.
_DECOMPOSED = re.compile("[\u0300-\u036f]")
_TAKEN_APART = {
    parts: sign
    for sign in map(chr, range(0xA1, 0xC0))
    if (parts := unicodedata.normalize("NFKD", sign)) != sign
}
_DECOMPOSED_SIGN = re.compile(
    r"(Ã(?:\x83Â)?)("
    + "|".join(
        re.escape(parts) for parts in sorted(_TAKEN_APART, key=len, reverse=True) if not parts.isalpha()
    )
    + ")"
    r"|((?<=[a-z'’])Ã(?:\x83Â)?)([ao](?=[a-z]))"
)
_UNWANTED = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\xa0\xad\u1680\u2000-\u200b\u200e\u200f\u2028-\u202f\u205f-\u2069\u3000\ufeff\ufffe]"
)
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,30});")


def _replacements() -> dict[str, str]:
    table = dict.fromkeys((*range(9), *range(14, 32), *range(127, 160), 173), "")
    table |= dict.fromkeys((8203, 8206, 8207, *range(8234, 8239), *range(8288, 8298)), "")
    table |= {0xFEFF: "", 0xFFFE: "", 0x0B: "\n", 0x0C: "\n", 0x85: "\n", 0x2028: "\n", 0x2029: "\n\n"}
    table |= dict.fromkeys((160, 5760, *range(8192, 8203), 8239, 8287, 12288), " ")
    return {chr(sign): instead for sign, instead in table.items()}


_REPLACEMENTS = _replacements()


def decode(data: bytes, name: str) -> str:
    """Return the sound text in `data`; `name` is for the message.

    Raises UnreadableFile when `data` is empty, binary, or in no encoding that can be told.
    """
    return mend(_sound_bytes(data, name, ""))


def decode_page(data: bytes, name: str, charset: str = "") -> str:
    """Return the sound HTML in `data`: UTF-8, else what the server (`charset`) or the page said, else as `decode`.

    Entities stay, as "&lt;" and "&quot;" are no signs of the markup around them. Raises UnreadableFile as `decode`.
    """
    declared = _META_CHARSET.search(data[:_HEAD_BYTES])
    return _mend_characters(
        _sound_bytes(data, name, charset or (declared[1].decode("ascii") if declared else ""))
    )


_META_CHARSET = re.compile(rb"<meta[^>]{1,200}?charset\s*=\s*[\"']?\s*([\w-]{2,30})", re.IGNORECASE)
_HEAD_BYTES = 8192
# What a page says and what it is: browsers read these so as well.
_AS_BROWSERS_DO = {
    **dict.fromkeys(["gb2312", "gbk", "x-gbk", "gb_2312-80"], "gb18030"),
    **dict.fromkeys(["iso-8859-1", "iso8859-1", "latin1", "latin-1", "ascii", "us-ascii"], "cp1252"),
    **dict.fromkeys(["shift_jis", "shift-jis", "sjis", "x-sjis"], "cp932"),
    **dict.fromkeys(["euc-kr", "ks_c_5601-1987"], "cp949"),
    "iso-8859-9": "cp1254",
    "big5": "big5hkscs",
    "tis-620": "cp874",
}


# Python knows others that are no page's: "punycode" takes hours for a megabyte.
_CHARSET = re.compile(
    r"(?:windows-?|cp-?)\d{3,4}|(?:iso-?|latin-?)[\d-]{1,10}|(?:us-)?ascii|koi8-[ru]|(?:x-)?(?:gb|big5|s?jis)[\w-]{0,8}"
    r"|shift[_-]jis|euc-\w\w|iso-2022-jp|ks_c_5601-1987|tis-620|(?:x-)?mac[\w-]{0,12}|utf-?16(?:le|be)?"
)


def _sound_bytes(data: bytes, name: str, charset: str) -> str:
    if not data[:_SAMPLE_BYTES].strip(_BLANK) and not data.strip(_BLANK):
        raise UnreadableFile(name, "the file is empty; expected the text of an article")
    for signature, kind in _SIGNATURES.items():
        if data.startswith(signature):
            raise UnreadableFile(name, f"the file is {kind}; expected text")
    text = _decode(data, name, charset)
    _refuse_binary(text, name)
    return text


def mend(text: str) -> str:
    """Return decoded `text` with mojibake repaired, entities replaced, line ends and spaces made ordinary.

    Sound text comes back as it is; quotation marks are never exchanged for others.
    """
    if "&" in text:
        text = _ENTITY.sub(_plain_character, text)
    return _mend_characters(text)


def _mend_characters(text: str) -> str:
    if _is_plain(text[:_BEGINNING]) and _is_plain(text):
        return text
    sound = text if text.isascii() else _repair_mojibake(text)
    if "\r" in sound:
        sound = sound.replace("\r\n", "\n").replace("\r", "\n")
    return _UNWANTED.sub(lambda found: _REPLACEMENTS[found[0]], sound)


_BEGINNING = 4096  # characters: a page shows there that it isn't plain


def _is_plain(text: str) -> bool:
    """Tell printable ASCII with the usual quotation marks, dashes and line ends: there is nothing to mend.

    Most texts are told so, several times as fast as by the patterns for what is broken.
    """
    for sign in "\n‘’“”–—…":
        text = text.replace(sign, "")
    return text.isascii() and text.isprintable()


def encoding_of(sample: bytes) -> str:
    """Return the name of the encoding of a file that opens with `sample`, as Python calls it; "" when unknown."""
    for mark, encoding in _BYTE_ORDER_MARKS:
        if sample.startswith(mark):
            return "utf-8-sig" if encoding == "utf-8" else encoding
    wide = _wide_encoding(sample)
    if wide:
        return wide
    try:
        codecs.getincrementaldecoder("utf-8")().decode(sample)  # a character cut off at the end is no fault
    except UnicodeDecodeError:
        return _single_byte_encoding(sample)
    return "utf-8"


def _decode(data: bytes, name: str, charset: str) -> str:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return _decode_other(data, name, charset)
    if "\x00" in text and (wide := _wide_encoding(data)):
        return data.decode(wide, errors="replace")
    return text


def _decode_other(data: bytes, name: str, charset: str) -> str:
    if _is_mostly_utf8(data):  # one pasted cp1252 mark in a UTF-8 file, or a character cut in two
        return data.decode("utf-8-sig", errors="onrecord-cp1252")
    said = charset.lower()
    if not _CHARSET.fullmatch(said):
        return _decode_by_bytes(data, name)
    try:
        return data.decode(_AS_BROWSERS_DO.get(said, said))
    except (LookupError, UnicodeError):  # servers and pages often say what isn't so
        return _decode_by_bytes(data, name)


def _decode_by_bytes(data: bytes, name: str) -> str:
    encoding = encoding_of(data[:_SAMPLE_BYTES])
    if encoding in {"", "utf-8"}:
        encoding = _single_byte_encoding(data)
    if not encoding:
        raise UnreadableFile(name, _NO_TEXT)
    return data.decode(encoding, errors="replace")


def _as_cp1252(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeDecodeError):  # it is there for reading only
        raise error
    return error.object[error.start : error.start + 1].decode("cp1252", errors="replace"), error.start + 1


codecs.register_error("onrecord-cp1252", _as_cp1252)


def _is_mostly_utf8(data: bytes) -> bool:
    """Tell whether most bytes above 127 belong to well-formed UTF-8 characters."""
    high = len(re.findall(rb"[\x80-\xff]", data))
    sound = re.findall(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}", data)
    return bool(sound) and sum(map(len, sound)) >= 0.7 * high


def _wide_encoding(data: bytes) -> str:
    """Return UTF-16's byte order when every other byte is zero, as in English text without a mark."""
    sample = data[: 4096 & ~1]
    half = max(1, len(sample) // 2)
    even, odd = sample[::2].count(0) / half, sample[1::2].count(0) / half
    if odd > 0.4 and even < 0.1:
        return "utf-16-le"
    if even > 0.4 and odd < 0.1:
        return "utf-16-be"
    return ""


def _single_byte_encoding(data: bytes) -> str:
    """Choose among 8-bit encodings.

    Western text is told by rule, as detectors confuse its close relatives: few letters are foreign, and
    an apostrophe inside a word is 0x92 in cp1252 and 0xD5 on old Macintoshes.
    """
    sample = data[:_SAMPLE_BYTES]
    high = sum(byte > 127 for byte in sample)
    letters = sum(map(str.isalpha, sample.decode("latin-1")))
    if high <= _MAX_FOREIGN_SHARE * max(1, letters):
        macintosh = len(re.findall(rb"[a-z]\xd5[a-z]|\xd2[A-Za-z]|[a-z.,]\xd3", sample))
        windows = len(re.findall(rb"[\x91-\x97]", sample))
        return "mac_roman" if macintosh > windows else "cp1252"
    import charset_normalizer  # noqa: PLC0415 - takes long, and few files are in another encoding

    best = charset_normalizer.from_bytes(sample).best()
    return best.encoding if best else ""


def _refuse_binary(text: str, name: str) -> None:
    sample = text[:_SAMPLE_BYTES]
    controls = len(re.findall("[\x00-\x08\x0e-\x1a\x1c-\x1f\ufffd]", sample))
    if controls > _MAX_CONTROL_SHARE * len(sample) and controls > 2:
        raise UnreadableFile(name, _NO_TEXT)


def _repair_mojibake(text: str) -> str:
    if _DECOMPOSED.search(text):
        text = unicodedata.normalize("NFC", text)
    if "Ã" in text:
        text = _DECOMPOSED_SIGN.sub(_put_together, text)
    if not _SUSPECT.search(text) or not _MOJIBAKE.search(text):
        return text
    # Line by line: one broken line says nothing about the encoding of the others.
    return "\n".join(_repair_line(line) if _MOJIBAKE.search(line) else line for line in text.split("\n"))


def _repair_line(line: str) -> str:
    import ftfy  # noqa: PLC0415 - takes long to import, and few files are broken

    return ftfy.fix_encoding(
        line,
        unescape_html=False,
        uncurl_quotes=False,
        fix_latin_ligatures=False,
        fix_character_width=False,
        explain=False,
    )


def _put_together(broken: re.Match[str]) -> str:
    return f"{broken[1] or broken[3]}{_TAKEN_APART[broken[2] or broken[4]]}"


def _plain_character(entity: re.Match[str]) -> str:
    return html.unescape(entity[0])
