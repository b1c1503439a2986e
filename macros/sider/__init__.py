"""What the pages call while they are made: rates, tables, figures, forms, lists.

A macro is a function that returns text. May read `calculators`, docs/data and the front matter of pages.
Knows neither the generator nor the finished site. Enter by what macros/__init__.py hands to the pages.
"""
