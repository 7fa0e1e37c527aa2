"""`python -m alsreview`."""

from alsreview.cli import main

main()
