"""The status report in all its forms: HTML, Markdown, CSV, XLSX, JSON. Data first, markup second."""
