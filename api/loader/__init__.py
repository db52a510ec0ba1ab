"""A corpus folder becomes a database: read, extract, correct, resolve, write, check, publish.

In: a folder of articles and what a curator wrote about them.  Out: one SQLite file and a report.
"""
