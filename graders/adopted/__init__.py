"""Courses that were made for nbgrader and have no rubric of ours, graded as they stand.

:mod:`graders.adopted.layout` reads ``nbgrader_config.py``, :mod:`graders.adopted.source` an
assignment's notebooks as nbgrader keeps them, :mod:`graders.adopted.part` makes of each notebook
what the rest of the house grades.
"""
