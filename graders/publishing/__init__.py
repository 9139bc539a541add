"""Between grading and what a student sees: what stops, what is late, what moves, what is released.

Running is not publishing. :func:`graders.publishing.questions.open_questions` says why a grade
should not go out yet, :func:`graders.publishing.release.publish` lets it go and remembers that.
"""
