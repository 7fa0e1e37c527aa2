"""Suffixes of the files that can be read. Apart from the readers, so that finding files needs none of them."""

READABLE_SUFFIXES = (".md", ".markdown", ".mdx", ".txt", ".text", ".html", ".htm", ".xhtml", ".docx")
