"""Reading Migration Management: the package that turns data and notebooks into pages, sheets and checks."""

__version__ = "0.1.0"
