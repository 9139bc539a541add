"""Grades deep-learning exercises: a student's Keras notebook goes in, points with reasons come out.

The flow is ``notebook -> run -> Evidence -> judge -> Verdicts -> score -> Grade``. Only *run*
touches a student's code; *judge* and *score* are pure functions of data.
"""

__version__ = "0.1.0"
