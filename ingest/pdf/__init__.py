"""PDF documents: read by PDFium in a process of its own, then put into reading order."""

from ingest.pdf.read import read_pdf

__all__ = ["read_pdf"]
