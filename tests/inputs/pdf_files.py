"""Small PDF files, built from their objects."""

import zlib
from collections.abc import Sequence


def pdf(pages: Sequence[Sequence[str]], *, trailer: str = "", is_packed: bool = False) -> bytes:
    """Return a PDF with pages of lines."""
    streams = [_content(lines) for lines in pages]
    return pdf_of_streams([zlib.compress(s) if is_packed else s for s in streams], trailer=trailer, is_packed=is_packed)


def pdf_of_streams(streams: Sequence[bytes], *, trailer: str = "", is_packed: bool = False) -> bytes:
    """Return a PDF of content streams: objects, cross-reference table, trailer."""
    n_pages = len(streams)
    kids = " ".join(f"{4 + 2 * k} 0 R" for k in range(n_pages))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {n_pages} >>".encode(),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    packing = " /Filter /FlateDecode" if is_packed else ""
    for k, stream in enumerate(streams):
        page = f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents {5 + 2 * k} 0 R"
        objects.append(f"{page} /Resources << /Font << /F1 3 0 R >> >> >>".encode())
        objects.append(f"<< /Length {len(stream)}{packing} >>\nstream\n".encode() + stream + b"\nendstream")
    out, places = bytearray(b"%PDF-1.4\n"), []
    for number, content in enumerate(objects, start=1):
        places.append(len(out))
        out += f"{number} 0 obj\n".encode() + content + b"\nendobj\n"
    start = len(out)
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}".encode()
    out += f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R {trailer} >>\nstartxref\n{start}\n%%EOF\n".encode()
    return bytes(out)


def _content(lines: Sequence[str]) -> bytes:
    shown = "".join(f"({_escaped(line)}) Tj T*\n" for line in lines)
    return f"BT /F1 12 Tf 14 TL 72 720 Td\n{shown}ET".encode("cp1252")


def _escaped(line: str) -> str:
    return line.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")
