"""The frozen data set of a report as a web page, a PDF and a Word file.

Each renderer reads the data set that ``gate`` built and nothing else.
"""
