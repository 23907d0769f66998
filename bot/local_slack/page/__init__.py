"""The page: plain HTML, styles and modules, served as they are."""
