"""A quarter's pack as documents: a page, a text document and a workbook with the same figures."""
